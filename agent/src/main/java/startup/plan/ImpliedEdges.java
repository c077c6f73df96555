package startup.plan;

import java.util.BitSet;

/**
 * Adds what follows from names: a module that states no order waits for every module before it by name, the nearest
 * first, unless that one already waits for it. Source: DESIGN, "Order".
 *
 * <p>Adding all of these edges takes the square of the modules. Here only those are added that are not already implied
 * by others, and the reachability that results is the same. Why:
 *
 * <ol>
 *   <li>When the turn of module {@code m} comes, its waiters W(m) are known and do not change while its edges are
 *       added: a new path into {@code m} through an edge that leaves {@code m} would be a circle. So {@code m} is to wait
 *       for exactly the modules before it that are not in W(m), in whatever order the edges are added.
 *   <li>Let {@code p} be a module before {@code m} that states no order either and has just been given an edge from
 *       {@code m}. It had its turn earlier and waits for all modules before it that are not in W(p). So does {@code m}
 *       through {@code p}, and below {@code p} only W(p) is left to look at.
 *   <li>What is left out thereby changes no reachability, and the rule asks for nothing but reachability. So by
 *       induction every later decision is the same as if all edges had been added.
 * </ol>
 *
 * <p>Without manifests every W is empty and every module gets the one edge to its neighbour.
 */
final class ImpliedEdges {
    private final Graph graph;
    private final BitSet unordered;
    private final BitSet[] waitersBefore;

    /** @param unordered the modules that state neither {@code requires} nor {@code after} */
    ImpliedEdges(Graph graph, BitSet unordered) {
        this.graph = graph;
        this.unordered = unordered;
        this.waitersBefore = new BitSet[graph.size()];
    }

    /** To be called once, when all stated edges are in the graph and form no circle. */
    void add() {
        for (int module = unordered.nextSetBit(0); module >= 0; module = unordered.nextSetBit(module + 1)) {
            addTo(module);
        }
    }

    private void addTo(int module) {
        BitSet waiters = graph.allWaitersOf(module);
        BitSet open = new BitSet(module);
        open.set(0, module);
        open.andNot(waiters);
        waiters.clear(module, graph.size());
        waitersBefore[module] = waiters;
        for (int other = open.previousSetBit(module - 1); other >= 0; other = open.previousSetBit(other - 1)) {
            graph.add(module, other);
            if (unordered.get(other)) {
                open.and(waitersBefore[other]);
            }
        }
    }
}
