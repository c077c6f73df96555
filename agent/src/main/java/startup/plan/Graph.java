package startup.plan;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Who waits for whom, modules being numbers from 0 in the order of their names. An edge is added at most once. Memory
 * grows with the edges, not with the square of the modules.
 */
final class Graph {
    private final int[][] waits;
    private final int[] waitsCount;
    private final int[][] waiters;
    private final int[] waitersCount;

    Graph(int size) {
        this(new int[size][0], new int[size], new int[size][0], new int[size]);
    }

    private Graph(int[][] waits, int[] waitsCount, int[][] waiters, int[] waitersCount) {
        this.waits = waits;
        this.waitsCount = waitsCount;
        this.waiters = waiters;
        this.waitersCount = waitersCount;
    }

    int size() {
        return waits.length;
    }

    void add(int waiter, int awaited) {
        waits[waiter] = append(waits[waiter], waitsCount[waiter]++, awaited);
        waiters[awaited] = append(waiters[awaited], waitersCount[awaited]++, waiter);
    }

    private static int[] append(int[] list, int count, int element) {
        int[] roomy = count < list.length ? list : Arrays.copyOf(list, Math.max(2, 2 * count));
        roomy[count] = element;
        return roomy;
    }

    /** Those that the module waits for directly, in the order in which they were added. */
    int[] waitsFor(int module) {
        return Arrays.copyOf(waits[module], waitsCount[module]);
    }

    /** Those that wait for the module directly. */
    int[] waitersOf(int module) {
        return Arrays.copyOf(waiters[module], waitersCount[module]);
    }

    /** Those that wait for the module, directly or not. */
    BitSet allWaitersOf(int module) {
        BitSet found = new BitSet();
        int[] open = waitersOf(module);
        int count = open.length;
        while (count > 0) {
            int next = open[--count];
            if (!found.get(next)) {
                found.set(next);
                for (int i = 0; i < waitersCount[next]; i++) {
                    open = append(open, count++, waiters[next][i]);
                }
            }
        }
        return found;
    }

    /** A view with every edge turned round. */
    Graph reversed() {
        return new Graph(waiters, waitersCount, waits, waitsCount);
    }
}
