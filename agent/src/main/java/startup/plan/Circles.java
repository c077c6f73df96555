package startup.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The circles of a graph, so many that every edge which is on a circle is on one of these: whoever cuts them all has cut
 * every circle. All circles there are could be exponentially many.
 */
final class Circles {
    /** More than anybody reads at once. */
    static final int MOST = 20;

    private final Graph graph;
    private final BitSet suspects = new BitSet();
    private final Set<Long> covered = new HashSet<>();
    private final List<int[]> found = new ArrayList<>();

    private Circles(Graph graph) {
        this.graph = graph;
    }

    /** Each once, the first by name in front and not repeated at the end; the same graph gives the same list. */
    static List<int[]> in(Graph graph) {
        Circles circles = new Circles(graph);
        circles.suspect();
        circles.search();
        return circles.found;
    }

    /** A module on a circle neither runs from the front nor from the back. */
    private void suspect() {
        suspects.set(0, graph.size());
        for (int module : RunOrder.of(graph)) {
            suspects.clear(module);
        }
        if (!suspects.isEmpty()) {
            for (int module : RunOrder.of(graph.reversed())) {
                suspects.clear(module);
            }
        }
    }

    private void search() {
        for (int from = suspects.nextSetBit(0); from >= 0; from = suspects.nextSetBit(from + 1)) {
            for (int to : graph.waitsFor(from)) {
                if (found.size() < MOST && suspects.get(to) && !covered.contains(edge(from, to))) {
                    close(from, to);
                }
            }
        }
    }

    /** Finds the shortest circle through an edge, if there is one: breadth first from its end back to its start. */
    private void close(int from, int to) {
        int[] cameFrom = new int[graph.size()];
        Arrays.fill(cameFrom, -1);
        cameFrom[to] = from;
        Deque<Integer> open = new ArrayDeque<>();
        open.add(to);
        while (!open.isEmpty() && cameFrom[from] < 0) {
            int next = open.remove();
            for (int further : graph.waitsFor(next)) {
                if (suspects.get(further) && cameFrom[further] < 0) {
                    cameFrom[further] = next;
                    open.add(further);
                }
            }
        }
        if (cameFrom[from] >= 0) {
            keep(from, cameFrom);
        }
    }

    private void keep(int start, int[] cameFrom) {
        List<Integer> backwards = new ArrayList<>();
        int at = start;
        do {
            backwards.add(at);
            covered.add(edge(cameFrom[at], at));
            at = cameFrom[at];
        } while (at != start);
        found.add(firstByNameInFront(backwards));
    }

    private static int[] firstByNameInFront(List<Integer> backwards) {
        int length = backwards.size();
        int first = 0;
        for (int i = 1; i < length; i++) {
            first = backwards.get(i) < backwards.get(first) ? i : first;
        }
        int[] circle = new int[length];
        for (int i = 0; i < length; i++) {
            circle[i] = backwards.get((first - i + length) % length);
        }
        return circle;
    }

    private static long edge(int from, int to) {
        return ((long) from << 32) | to;
    }
}
