package startup.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import startup.base.AgentException;
import startup.base.NearestName;

/**
 * The modules that a run is to be limited to.
 *
 * @param only if not empty, these run and what they require, directly or not
 * @param skip these do not run, nor are they asked for: who requires them goes ahead without, and what only they require is
 *     not drawn in
 */
public record Selection(List<String> only, List<String> skip) {
    public static final Selection ALL = new Selection(List.of(), List.of());

    public Selection {
        only = List.copyOf(only);
        skip = List.copyOf(skip);
    }

    /**
     * The plan of those that are left. They keep their order: who waited for another through modules that are left out
     * waits for it still. A module that is left out is in no {@code requires} any more.
     *
     * @throws AgentException exit status 2 if a name is not in the plan, is in both lists, or if nothing is left
     */
    public Plan apply(Plan plan) throws AgentException {
        if (only.isEmpty() && skip.isEmpty()) {
            return plan;
        }
        Map<String, PlannedModule> modules = new HashMap<>();
        for (PlannedModule module : plan.modules()) {
            modules.put(module.name(), module);
        }
        check(modules.keySet());
        return new Plan(plan.folder(), rest(plan, chosen(modules)));
    }

    private void check(Set<String> names) throws AgentException {
        Problems problems = new Problems();
        checkKnown("--only", only, names, problems);
        checkKnown("--skip", skip, names, problems);
        for (String name : only) {
            if (skip.contains(name)) {
                problems.add(ManifestProblems.quoted(name) + " is named by --only and by --skip");
            }
        }
        if (skip.containsAll(names)) {
            problems.add("--skip leaves no module");
        }
        throwIfAny(problems);
    }

    /**
     * Refuses names of modules that are not in the plan.
     *
     * @param option what was followed by the names, for the message
     * @throws AgentException exit status 2 with the nearest name of each
     */
    public static void requireKnown(String option, Collection<String> chosen, Plan plan) throws AgentException {
        Set<String> names = new HashSet<>();
        for (PlannedModule module : plan.modules()) {
            names.add(module.name());
        }
        Problems problems = new Problems();
        checkKnown(option, chosen, names, problems);
        throwIfAny(problems);
    }

    private static void throwIfAny(Problems problems) throws AgentException {
        problems.throwIfAny(
                "The choice of modules cannot be followed", "Choose among those that this shows: agent plan BUNDLE");
    }

    private static void checkKnown(String option, Collection<String> chosen, Set<String> names, Problems problems) {
        for (String name : chosen) {
            if (!names.contains(name)) {
                problems.add(option + " names " + ManifestProblems.quoted(name)
                        + ", which is not in the bundle; the nearest module is '"
                        + NearestName.to(name, new TreeSet<>(names)).orElse("") + "'");
            }
        }
    }

    private Set<String> chosen(Map<String, PlannedModule> modules) {
        Set<String> chosen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(only.isEmpty() ? modules.keySet() : only);
        while (!open.isEmpty()) {
            PlannedModule module = modules.get(open.remove());
            if (module != null && !skip.contains(module.name()) && chosen.add(module.name())) {
                open.addAll(module.requires());
            }
        }
        return chosen;
    }

    private static List<PlannedModule> rest(Plan plan, Set<String> chosen) {
        List<PlannedModule> byName = byName(plan, chosen);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < byName.size(); i++) {
            numbers.put(byName.get(i).name(), i);
        }
        Graph graph = new Graph(byName.size());
        Map<String, BitSet> awaitedByLeftOut = new HashMap<>();
        for (PlannedModule module : plan.modules()) {
            BitSet awaited = awaited(module, numbers, awaitedByLeftOut);
            Integer number = numbers.get(module.name());
            if (number == null) {
                awaitedByLeftOut.put(module.name(), awaited);
            } else {
                awaited.stream().forEach(other -> graph.add(number, other));
            }
        }
        return Ordering.of(byName, graph);
    }

    private static List<PlannedModule> byName(Plan plan, Set<String> chosen) {
        TreeMap<ModuleName, PlannedModule> byName = new TreeMap<>();
        for (PlannedModule module : plan.modules()) {
            if (chosen.contains(module.name())) {
                byName.put(ModuleName.of(module.name()), requiringOnly(module, chosen));
            }
        }
        return new ArrayList<>(byName.values());
    }

    private static PlannedModule requiringOnly(PlannedModule module, Set<String> chosen) {
        List<String> left = new ArrayList<>(module.requires());
        return left.retainAll(chosen) ? module.requiring(left) : module;
    }

    /** Those of the rest that a module waits for, straight or through those that are left out. */
    private static BitSet awaited(
            PlannedModule module, Map<String, Integer> numbers, Map<String, BitSet> awaitedByLeftOut) {
        BitSet awaited = new BitSet();
        for (String name : module.waitsFor()) {
            Integer number = numbers.get(name);
            if (number == null) {
                awaited.or(awaitedByLeftOut.getOrDefault(name, new BitSet()));
            } else {
                awaited.set(number);
            }
        }
        return awaited;
    }
}
