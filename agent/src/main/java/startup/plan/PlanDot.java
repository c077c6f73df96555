package startup.plan;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A plan as a graph for Graphviz. An arrow leads from a module to one that it waits for, as in the words of a circle;
 * solid if it requires it, dashed if it comes after it, dotted if that follows from the names. Read from left to right it
 * is the order. Stated edges are all there, implied ones only as far as they do not follow from others.
 *
 * <p>Source: graphviz.org/doc/info/lang.html.
 */
public final class PlanDot {
    private final Plan plan;

    public PlanDot(Plan plan) {
        this.plan = plan;
    }

    /** Lines, each with its line end. */
    public String write() {
        Set<String> names = new LinkedHashSet<>();
        StringBuilder text = new StringBuilder("digraph plan {\n  rankdir=RL\n  node [shape=box]\n");
        for (PlannedModule module : plan.modules()) {
            names.add(module.name());
            text.append("  ").append(quoted(module.name())).append('\n');
        }
        for (PlannedModule module : plan.modules()) {
            Set<String> awaited = new LinkedHashSet<>(module.waitsFor());
            awaited.addAll(module.requires());
            awaited.addAll(module.after());
            awaited.retainAll(names);
            for (String other : awaited) {
                text.append("  ").append(quoted(module.name())).append(" -> ").append(quoted(other));
                text.append(" [style=").append(style(Reason.of(module, other))).append("]\n");
            }
        }
        return text.append("}\n").toString();
    }

    private static String style(Reason reason) {
        return switch (reason) {
            case REQUIRES -> "solid";
            case AFTER -> "dashed";
            case BY_NAME, THROUGH_LEFT_OUT -> "dotted";
        };
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
