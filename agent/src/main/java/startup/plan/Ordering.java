package startup.plan;

import java.util.ArrayList;
import java.util.List;

/** Turns modules by name and a graph without circles into modules in run order, each with what it waits for. */
final class Ordering {
    private Ordering() {}

    /** @param byName the modules that the graph's numbers mean */
    static List<PlannedModule> of(List<PlannedModule> byName, Graph graph) {
        int[] order = RunOrder.of(graph);
        if (order.length != byName.size()) {
            throw new IllegalArgumentException("a circle among " + byName.size() + " modules");
        }
        int[][] awaited = new Reduction(graph, order).byModule();
        List<PlannedModule> inOrder = new ArrayList<>(order.length);
        for (int module : order) {
            List<String> names = new ArrayList<>(awaited[module].length);
            for (int other : awaited[module]) {
                names.add(byName.get(other).name());
            }
            inOrder.add(byName.get(module).waitingFor(names));
        }
        return inOrder;
    }
}
