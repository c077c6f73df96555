package startup.plan;

import java.util.Arrays;

/**
 * The transitive reduction: of what each module waits for, only that which does not follow from the rest. For a graph
 * without circles there is exactly one. Source: Aho, Garey, Ullman, "The Transitive Reduction of a Directed Graph" (1972).
 *
 * <p>Modules are taken in run order, so that a search from a module walks over edges that are already reduced, and it
 * turns back at the module that runs first among those that could be found. Memory grows with the edges; a table of
 * who reaches whom would take the square of the modules.
 */
final class Reduction {
    private final Graph graph;
    private final int[] order;
    private final int[] position;
    private final int[][] reduced;
    /** The last module whose search came by. */
    private final int[] seenFor;

    /** @param order all modules of the graph, each after those that it waits for */
    Reduction(Graph graph, int[] order) {
        this.graph = graph;
        this.order = order;
        this.position = new int[order.length];
        this.reduced = new int[order.length][];
        this.seenFor = new int[order.length];
        Arrays.fill(seenFor, -1);
        for (int place = 0; place < order.length; place++) {
            position[order[place]] = place;
        }
    }

    /** For each module those that are left, in the order of names. */
    int[][] byModule() {
        for (int module : order) {
            int[] awaited = graph.waitsFor(module);
            Arrays.sort(awaited);
            reduced[module] = awaited.length < 2 ? awaited : reduce(module, awaited);
        }
        return reduced;
    }

    private int[] reduce(int module, int[] awaited) {
        int earliest = order.length;
        for (int other : awaited) {
            earliest = Math.min(earliest, position[other]);
        }
        for (int other : awaited) {
            search(module, other, earliest);
        }
        int count = 0;
        for (int other : awaited) {
            if (seenFor[other] != module) {
                awaited[count++] = other;
            }
        }
        return Arrays.copyOf(awaited, count);
    }

    /** Marks what {@code start} waits for, directly or not, but not {@code start} itself. */
    private void search(int module, int start, int earliest) {
        int[] open = reduced[start].clone();
        int count = open.length;
        while (count > 0) {
            int next = open[--count];
            if (seenFor[next] == module || position[next] < earliest) {
                continue;
            }
            seenFor[next] = module;
            int[] further = reduced[next];
            if (count + further.length > open.length) {
                open = Arrays.copyOf(open, 2 * (count + further.length));
            }
            System.arraycopy(further, 0, open, count, further.length);
            count += further.length;
        }
    }
}
