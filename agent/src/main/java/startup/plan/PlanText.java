package startup.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import startup.base.HumanDuration;

/** A plan for people: the order, and for each module whether it would be run, and what it waits for and why. */
public final class PlanText {
    private static final String INDENT = "\n      ";

    private final Plan plan;
    private final Function<PlannedModule, Optional<String>> unchanged;
    private final Set<String> names = new HashSet<>();

    /** The text of a plan of which every module would be run. */
    public PlanText(Plan plan) {
        this(plan, module -> Optional.empty());
    }

    /**
     * The text of one plan.
     *
     * @param unchanged why a module would not be run, as a clause; empty if it would
     */
    public PlanText(Plan plan, Function<PlannedModule, Optional<String>> unchanged) {
        this.plan = plan;
        this.unchanged = unchanged;
        for (PlannedModule module : plan.modules()) {
            names.add(module.name());
        }
    }

    /** Lines, each with its line end. */
    public String write() {
        StringBuilder text = new StringBuilder();
        int place = 0;
        for (PlannedModule module : plan.modules()) {
            text.append(++place).append(". ").append(module.name());
            module.manifestOrDefaults()
                    .description()
                    .ifPresent(words -> text.append(": ").append(oneLine(words)));
            unchanged
                    .apply(module)
                    .ifPresent(why -> text.append(INDENT).append("not run: ").append(why));
            text.append(INDENT).append(waits(module));
            for (String note : notes(module)) {
                text.append(INDENT).append(note);
            }
            List<String> terms = terms(module);
            if (!terms.isEmpty()) {
                text.append(INDENT).append(String.join("; ", terms));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String waits(PlannedModule module) {
        List<String> reasons = new ArrayList<>();
        for (String other : module.waitsFor()) {
            reasons.add(other + " (" + Reason.of(module, other).words() + ")");
        }
        return reasons.isEmpty() ? "waits for nothing" : "waits for " + String.join(", ", reasons);
    }

    /** What it states and what is not in the line above. */
    private List<String> notes(PlannedModule module) {
        List<String> notes = new ArrayList<>();
        List<String> follows = new ArrayList<>(module.requires());
        follows.addAll(module.after());
        follows.removeAll(module.waitsFor());
        List<String> absent = new ArrayList<>(follows);
        follows.retainAll(names);
        absent.removeAll(names);
        if (!follows.isEmpty()) {
            notes.add("and so for " + String.join(", ", new LinkedHashSet<>(follows)) + ", which it states too");
        }
        if (!absent.isEmpty()) {
            notes.add("not for " + String.join(", ", absent) + " (after), which is not in the plan");
        }
        return notes;
    }

    private static List<String> terms(PlannedModule module) {
        Manifest manifest = module.manifestOrDefaults();
        List<String> terms = new ArrayList<>();
        module.timeout().ifPresent(limit -> terms.add("limit " + HumanDuration.format(limit)));
        if (manifest.retry().attempts() > 1) {
            terms.add("up to " + manifest.retry().attempts() + " attempts");
        }
        if (!manifest.locks().isEmpty()) {
            terms.add("holds " + String.join(", ", manifest.locks()));
        }
        if (!manifest.essential()) {
            terms.add("not essential");
        }
        if (manifest.when() == Manifest.When.EVERY_BOOT) {
            terms.add("at every boot");
        }
        return terms;
    }

    private static String oneLine(String words) {
        StringBuilder line = new StringBuilder();
        words.strip().chars().forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
        return line.toString();
    }
}
