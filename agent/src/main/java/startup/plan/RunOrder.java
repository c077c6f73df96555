package startup.plan;

import java.util.Arrays;
import java.util.BitSet;

/** The order in which modules run one by one: again and again the first by name among those that wait for nothing more. */
final class RunOrder {
    private RunOrder() {}

    /** All modules; but those that are on a circle, or wait for one that is, are not in it. */
    static int[] of(Graph graph) {
        int[] order = new int[graph.size()];
        int[] missing = new int[graph.size()];
        BitSet ready = new BitSet();
        for (int module = 0; module < graph.size(); module++) {
            missing[module] = graph.waitsFor(module).length;
            ready.set(module, missing[module] == 0);
        }
        int count = 0;
        for (int next = ready.nextSetBit(0); next >= 0; next = ready.nextSetBit(0)) {
            ready.clear(next);
            order[count++] = next;
            for (int waiter : graph.waitersOf(next)) {
                ready.set(waiter, --missing[waiter] == 0);
            }
        }
        return Arrays.copyOf(order, count);
    }
}
