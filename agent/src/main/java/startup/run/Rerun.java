package startup.run;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import startup.base.AgentException;
import startup.plan.Plan;
import startup.plan.Selection;

/** Which modules {@code --rerun} names: they run whatever they did before. */
public record Rerun(boolean all, Set<String> names) {
    public static final Rerun NONE = new Rerun(false, Set.of());
    public static final Rerun ALL = new Rerun(true, Set.of());

    private static final String EVERY_ONE = "all";

    public Rerun {
        names = Set.copyOf(names);
    }

    /** Of the option's words: names of modules, or {@code all}, beside which names count for nothing. */
    public static Rerun of(List<String> words) {
        return words.contains(EVERY_ONE) ? ALL : new Rerun(false, Set.copyOf(words));
    }

    /**
     * Refuses names that are not in the plan.
     *
     * @param whole with all its modules, before {@code --only} and {@code --skip}
     * @throws AgentException exit status 2 with the nearest name of each
     */
    public void requireKnown(Plan whole) throws AgentException {
        if (!names.isEmpty()) {
            Selection.requireKnown("--rerun", new TreeSet<>(names), whole);
        }
    }

    boolean asksFor(String module) {
        return all || names.contains(module);
    }
}
