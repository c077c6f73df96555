package startup.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rule of DESIGN, "Order", word by word and without any thought of speed: what the clever classes are held against. */
final class NaiveOrder {
    private final boolean[][] waits;

    /** @param stated for each module those that it states, or null if it states neither key */
    NaiveOrder(int[][] stated) {
        int size = stated.length;
        waits = new boolean[size][size];
        for (int module = 0; module < size; module++) {
            for (int other : stated[module] == null ? new int[0] : stated[module]) {
                waits[module][other] = true;
            }
        }
        if (!hasCircle()) {
            for (int module = 0; module < size; module++) {
                for (int other = module - 1; stated[module] == null && other >= 0; other--) {
                    waits[module][other] = !reaches(other, module);
                }
            }
        }
    }

    boolean hasCircle() {
        for (int module = 0; module < waits.length; module++) {
            if (reaches(module, module)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code from} waits for {@code to} over at least one edge. */
    boolean reaches(int from, int to) {
        boolean[] seen = new boolean[waits.length];
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int next = open.remove();
            for (int other = 0; other < waits.length; other++) {
                if (waits[next][other] && !seen[other]) {
                    seen[other] = true;
                    open.add(other);
                }
            }
        }
        return seen[to];
    }

    /** What a module waits for, without what follows from others. */
    Set<Integer> reduced(int module, Set<Integer> among) {
        Set<Integer> awaited = new TreeSet<>();
        for (int other : among) {
            if (reaches(module, other)) {
                boolean follows = among.stream().anyMatch(by -> reaches(module, by) && reaches(by, other));
                if (!follows) {
                    awaited.add(other);
                }
            }
        }
        return awaited;
    }

    /** The order of one job: the first by name whose awaited have run. */
    List<Integer> order(Set<Integer> among) {
        List<Integer> order = new ArrayList<>();
        while (order.size() < among.size()) {
            order.add(among.stream()
                    .filter(module -> !order.contains(module))
                    .filter(module -> among.stream().noneMatch(by -> reaches(module, by) && !order.contains(by)))
                    .findFirst()
                    .orElseThrow());
        }
        return order;
    }
}
