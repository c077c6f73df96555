package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand modules need few edges: counted, because a time would depend on the machine. */
class LargePlanTest {
    private static final int SIZE = 10_000;

    @Test
    void withoutManifestsEachModuleWaitsForItsNeighbourOnly() {
        Graph graph = new Graph(SIZE);
        int[][] awaited = order(graph, all());
        assertThat(edges(graph)).isEqualTo(SIZE - 1);
        assertThat(IntStream.range(1, SIZE)).allMatch(module -> Arrays.equals(awaited[module], new int[] {module - 1}));
    }

    @Test
    void aFanIsGatheredByTheModuleAfterIt() {
        Graph graph = new Graph(SIZE);
        BitSet unordered = new BitSet();
        unordered.set(SIZE - 2, SIZE);
        int[][] awaited = order(graph, unordered);
        assertThat(edges(graph)).isEqualTo(SIZE - 1);
        assertThat(awaited[SIZE - 2]).hasSize(SIZE - 2);
        assertThat(awaited[SIZE - 1]).containsExactly(SIZE - 2);
    }

    @Test
    void allMayRequireTheLastByName() {
        Graph graph = new Graph(SIZE);
        for (int module = 0; module < SIZE - 1; module += 2) {
            graph.add(module, SIZE - 1);
        }
        BitSet unordered = new BitSet();
        IntStream.range(0, SIZE).filter(module -> module % 2 == 1).forEach(unordered::set);
        order(graph, unordered);
        assertThat(edges(graph)).isLessThan(2 * SIZE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aStatedChainIsTakenInEitherDirection(int step) {
        Graph graph = new Graph(SIZE);
        for (int module = 1; module < SIZE; module++) {
            graph.add(step > 0 ? module : module - 1, step > 0 ? module - 1 : module);
        }
        int[] order = RunOrder.of(graph);
        assertThat(order[0]).isEqualTo(step > 0 ? 0 : SIZE - 1);
        assertThat(Arrays.stream(new Reduction(graph, order).byModule())).allMatch(awaited -> awaited.length <= 1);
    }

    @Test
    void aCircleOfAllIsSpelledOutOnce() {
        Graph graph = new Graph(SIZE);
        for (int module = 0; module < SIZE; module++) {
            graph.add(module, (module + 1) % SIZE);
        }
        assertThat(Circles.in(graph))
                .singleElement()
                .satisfies(circle -> assertThat(circle).hasSize(SIZE));
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        all.set(0, SIZE);
        return all;
    }

    private static int[][] order(Graph graph, BitSet unordered) {
        new ImpliedEdges(graph, unordered).add();
        int[] order = RunOrder.of(graph);
        assertThat(order).hasSize(graph.size());
        return new Reduction(graph, order).byModule();
    }

    private static int edges(Graph graph) {
        return IntStream.range(0, graph.size())
                .map(module -> graph.waitsFor(module).length)
                .sum();
    }
}
