package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import startup.base.AgentException;

/** The clever order and the naive one agree on thousands of random bundles. */
class OrderAgainstNaiveTest {
    private static final int ROUNDS = 2_000;

    @Test
    void orderAndWaitsForAreThoseOfTheRule() throws AgentException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomModules random = new RandomModules(seed, false);
            Plan plan = plan(random);
            NaiveOrder naive = new NaiveOrder(random.stated);
            assertThat(naive.hasCircle()).as("seed %d", seed).isFalse();
            assertSame(plan, naive, all(random), seed);
        }
    }

    @Test
    void aSelectionKeepsTheOrderOfTheWhole() throws AgentException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomModules random = new RandomModules(seed, false);
            Plan plan = plan(random);
            Set<Integer> left = new TreeSet<>(all(random));
            left.removeAll(
                    new Random(seed).ints(0, left.size()).limit(3).boxed().collect(Collectors.toSet()));
            List<String> skip = all(random).stream()
                    .filter(module -> !left.contains(module))
                    .map(RandomModules::name)
                    .toList();
            if (!left.isEmpty()) {
                Plan rest = new Selection(List.of(), skip).apply(plan);
                assertSame(rest, new NaiveOrder(random.stated), left, seed);
            }
        }
    }

    @Test
    void circlesAreFoundExactlyWhereThereAreSome() {
        int withCircle = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomModules random = new RandomModules(seed, true);
            NaiveOrder naive = new NaiveOrder(random.stated);
            List<int[]> circles = Circles.in(stated(random));
            assertThat(!circles.isEmpty()).as("seed %d", seed).isEqualTo(naive.hasCircle());
            withCircle += circles.isEmpty() ? 0 : 1;
            for (int[] circle : circles) {
                for (int i = 0; i < circle.length; i++) {
                    assertThat(random.stated[circle[i]]).as("seed %d", seed).contains(circle[(i + 1) % circle.length]);
                }
                assertThat(circle[0]).isEqualTo(IntStream.of(circle).min().orElseThrow());
            }
        }
        assertThat(withCircle).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @Test
    void everyEdgeOnACircleIsOnACircleThatIsNamed() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomModules random = new RandomModules(seed, true);
            List<int[]> circles = Circles.in(stated(random));
            if (circles.size() < Circles.MOST) {
                NaiveOrder naive = new NaiveOrder(random.stated);
                Set<String> named = new TreeSet<>();
                for (int[] circle : circles) {
                    for (int i = 0; i < circle.length; i++) {
                        named.add(circle[i] + " " + circle[(i + 1) % circle.length]);
                    }
                }
                assertThat(named).as("seed %d", seed).isEqualTo(edgesOnCircles(random, naive));
            }
        }
    }

    @Test
    void aGraphWithACircleHasNoOrder() {
        Graph graph = new Graph(2);
        graph.add(0, 1);
        graph.add(1, 0);
        List<PlannedModule> modules = new RandomModules(3, false).modules().subList(0, 2);
        assertThatThrownBy(() -> Ordering.of(modules, graph)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<String> edgesOnCircles(RandomModules random, NaiveOrder naive) {
        Set<String> edges = new TreeSet<>();
        for (int from = 0; from < random.stated.length; from++) {
            for (int to : random.stated[from] == null ? new int[0] : random.stated[from]) {
                if (naive.reaches(to, from)) {
                    edges.add(from + " " + to);
                }
            }
        }
        return edges;
    }

    private static void assertSame(Plan plan, NaiveOrder naive, Set<Integer> among, int seed) {
        List<String> order =
                naive.order(among).stream().map(RandomModules::name).toList();
        assertThat(BundleFolder.names(plan)).as("order of seed %d", seed).isEqualTo(order);
        for (PlannedModule module : plan.modules()) {
            List<String> awaited = naive.reduced(RandomModules.number(module.name()), among).stream()
                    .map(RandomModules::name)
                    .toList();
            assertThat(module.waitsFor())
                    .as("%s of seed %d", module.name(), seed)
                    .isEqualTo(awaited);
        }
    }

    private static Set<Integer> all(RandomModules random) {
        return IntStream.range(0, random.stated.length).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static Graph stated(RandomModules random) {
        Graph graph = new Graph(random.stated.length);
        for (int module = 0; module < random.stated.length; module++) {
            for (int other : random.stated[module] == null ? new int[0] : random.stated[module]) {
                graph.add(module, other);
            }
        }
        return graph;
    }

    private static Plan plan(RandomModules random) throws AgentException {
        List<PlannedModule> modules = random.modules();
        Map<String, Integer> numbers = new TreeMap<>();
        BitSet unordered = new BitSet();
        for (int i = 0; i < modules.size(); i++) {
            numbers.put(modules.get(i).name(), i);
            unordered.set(i, random.stated[i] == null);
        }
        Problems problems = new Problems();
        Graph graph = new StatedEdges(modules, numbers, problems).graph();
        problems.throwIfAny("random modules", "none");
        new ImpliedEdges(graph, unordered).add();
        return new Plan(Path.of("/m"), Ordering.of(modules, graph));
    }
}
