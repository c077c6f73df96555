package startup.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import startup.base.NearestName;

/** Puts what manifests state into the graph, and says what in it cannot be. */
final class StatedEdges {
    private final List<PlannedModule> modules;
    private final Map<String, Integer> numbers;
    private final Problems problems;

    /** @param numbers the place in {@code modules} by name */
    StatedEdges(List<PlannedModule> modules, Map<String, Integer> numbers, Problems problems) {
        this.modules = modules;
        this.numbers = numbers;
        this.problems = problems;
    }

    Graph graph() {
        Graph graph = new Graph(modules.size());
        for (int module = 0; module < modules.size(); module++) {
            if (modules.get(module).statesOrder()) {
                for (int other : awaited(modules.get(module))) {
                    graph.add(module, other);
                }
            }
        }
        for (int[] circle : Circles.in(graph)) {
            problems.add("modules that wait for each other in a circle: " + spelledOut(circle));
        }
        return graph;
    }

    private Set<Integer> awaited(PlannedModule module) {
        Set<Integer> awaited = new LinkedHashSet<>();
        for (String name : module.requires()) {
            Integer other = numbers.get(name);
            if (other == null) {
                unknown(module, name);
            } else if (isOther(module, "requires", name)) {
                awaited.add(other);
            }
        }
        for (String name : module.after()) {
            Integer other = numbers.get(name);
            if (other != null && isOther(module, "after", name)) {
                awaited.add(other);
            }
        }
        return awaited;
    }

    private boolean isOther(PlannedModule module, String key, String name) {
        if (module.name().equals(name)) {
            problems.add(name + "/" + ManifestFile.NAME + ": " + key + " names the module itself");
            return false;
        }
        return true;
    }

    private void unknown(PlannedModule module, String name) {
        if (problems.isFull()) {
            problems.add("");
            return;
        }
        List<String> others = new ArrayList<>(numbers.keySet());
        others.remove(module.name());
        problems.add(module.name() + "/" + ManifestFile.NAME + ": requires " + ManifestProblems.quoted(name)
                + ", which is not in the bundle"
                + NearestName.to(name, others)
                        .map(nearest -> "; the nearest module is '" + nearest + "'")
                        .orElse(""));
    }

    private String spelledOut(int[] circle) {
        StringBuilder text = new StringBuilder();
        for (int module : circle) {
            text.append(modules.get(module).name()).append(" -> ");
        }
        return text.append(modules.get(circle[0]).name()).toString();
    }
}
