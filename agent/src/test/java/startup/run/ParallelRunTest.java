package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Event;
import startup.base.Events;
import startup.base.Secret;
import startup.log.OutputFollowers;

/**
 * Several real scripts at the same time. They meet at named pipes: who writes into one waits for whoever reads, so that a
 * run that ends shows that both ran at once.
 */
@Timeout(120)
class ParallelRunTest {
    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new Bench(folder);
    }

    private void pipe(String name) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", bench.folder().resolve(name).toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Manifests free() {
        return Manifests.usual();
    }

    /** The modules whose starts and ends were told, in order, as {@code +a -a}. */
    private String turns() {
        List<String> turns = new ArrayList<>();
        for (Event event : bench.recorded.all()) {
            switch (event.action()) {
                case "module.started" -> turns.add("+" + event.module());
                case "module.finished" -> turns.add("-" + event.module());
                default -> {}
            }
        }
        return String.join(" ", turns);
    }

    @Test
    void twoThatTheGraphLeavesIndependentRunAtTheSameTime() throws Exception {
        pipe("there");
        pipe("back");
        bench.described("a", "echo 1 > $BENCH/there; read -r x < $BENCH/back; echo a $x", free().done());
        bench.described("b", "read -r x < $BENCH/there; echo b $x; echo 2 > $BENCH/back", free().done());

        assertThat(bench.run()).allMatch(ModuleResult::opensTheWay).hasSize(2);

        assertThat(bench.output()).containsExactlyInAnyOrder("a 2", "b 1");
    }

    @Test
    void threeRunAtTheSameTimeWhereTwoWaitForOne() throws Exception {
        pipe("a-b");
        pipe("b-c");
        bench.jobs = 3;
        bench.described("first", "true", free().done());
        bench.described("a", "echo > $BENCH/a-b", free().requires("first").done());
        bench.described(
                "b",
                "read x < $BENCH/a-b; echo > $BENCH/b-c",
                free().requires("first").done());
        bench.described("c", "read < $BENCH/b-c", free().requires("first").done());

        assertThat(bench.run()).allMatch(ModuleResult::opensTheWay).hasSize(4);

        assertThat(turns()).startsWith("+first -first +");
    }

    /** The script would see the other's mark if they were there together. */
    private static final String ALONE = "mkdir $BENCH/inside && rmdir $BENCH/inside";

    @Test
    void twoWithTheSameLockNeverDo() throws Exception {
        bench.jobs = 4;
        for (String name : List.of("a", "b", "c", "d")) {
            bench.described(name, ALONE, free().locks("apt", name).done());
        }

        assertThat(bench.run()).allMatch(ModuleResult::opensTheWay).hasSize(4);

        assertThat(turns()).isEqualTo("+a -a +b -b +c -c +d -d");
    }

    @Test
    void aLockIsKeptDuringThePauseBetweenTwoAttempts() throws Exception {
        bench.described(
                "a",
                "test $STARTUP_ATTEMPT = 2",
                free().locks("apt").attempts(2).backoff(Duration.ofMillis(1)).done());
        bench.described("b", "true", free().locks("apt").done());

        assertThat(bench.run()).allMatch(ModuleResult::opensTheWay);

        assertThat(turns()).isEqualTo("+a -a +b -b");
        assertThat(bench.recorded.messages("module.attempted")).containsExactly("Starting attempt 2 of module a");
    }

    @Test
    void oneJobIsOneByOneByName() throws Exception {
        bench.jobs = 1;
        for (String name : List.of("c", "a", "b")) {
            bench.described(name, ALONE, free().done());
        }

        assertThat(bench.run()).extracting(ModuleResult::module).containsExactly("c", "a", "b");

        assertThat(turns()).isEqualTo("+a -a +b -b +c -c");
    }

    @Test
    void withoutManifestsOneRunsAfterTheOtherHoweverManyMight() throws Exception {
        bench.jobs = 8;
        for (String name : List.of("a", "b", "c", "d", "e")) {
            bench.bare(name, ALONE);
        }

        assertThat(bench.run()).allMatch(ModuleResult::opensTheWay);

        assertThat(turns()).isEqualTo("+a -a +b -b +c -c +d -d +e -e");
    }

    /** The failure of a is told before b, which waits for that, gets what it waits for: its own further attempt. */
    @Test
    void whatRunsMayFinishAfterAFailureItsFurtherAttemptsIncluded() throws Exception {
        pipe("go");
        bench.described("a", "exit 3", free().done());
        bench.described(
                "b",
                "test $STARTUP_ATTEMPT = 2 || { read < $BENCH/go; exit 1; }",
                free().attempts(2).backoff(Duration.ofMillis(1)).done());
        bench.described("c", "touch $BENCH/c-ran", free().done());
        bench.events = new Answering("module.skipped", "c", () -> write("go"));

        List<ModuleResult> results = bench.run();

        assertThat(results.get(0).isFailure()).isTrue();
        assertThat(results.get(1))
                .isInstanceOfSatisfying(
                        ModuleResult.Succeeded.class,
                        succeeded -> assertThat(succeeded.attempts()).isEqualTo(2));
        assertThat(results.get(2)).isEqualTo(new ModuleResult.Skipped("c", "the run stopped when a failed"));
        assertThat(bench.folder().resolve("c-ran")).doesNotExist();
    }

    @Test
    void whoAsksMeanwhileSeesAllThatRunAndTheAttemptsTheyAreAt() throws Exception {
        pipe("a");
        pipe("b");
        bench.described("a", "read < $BENCH/a", free().done());
        bench.described(
                "b",
                "test $STARTUP_ATTEMPT = 1 && exit 1; read < $BENCH/b",
                free().attempts(2).backoff(Duration.ofMillis(1)).done());
        bench.described("c", "true", free().requires("a", "b").done());
        CountDownLatch second = new CountDownLatch(1);
        bench.events = new Answering("module.attempted", "b", second::countDown);
        try (OutputFollowers followers = new OutputFollowers(bench.events, 1 << 20, () -> true)) {
            Runner runner = bench.runner(followers);
            FutureTask<List<ModuleResult>> run = started(runner);
            second.await();

            assertThat(runner.underWay()).containsExactlyInAnyOrderEntriesOf(Map.of("a", 1, "b", 2));
            assertThat(runner.results()).isEmpty();

            write("a");
            write("b");
            assertThat(run.get()).allMatch(ModuleResult::opensTheWay).hasSize(3);
            assertThat(runner.underWay()).isEmpty();
        }
    }

    /** One asks to be spared, one deaf to TERM, one that has left its session: all are gone, and within one grace. */
    @Test
    void anInterruptStopsAllThatRunAndStartsNothingMore() throws Exception {
        // one for each: of two writers to the same pipe one reader may see the words as one
        for (String module : List.of("a", "b", "c")) {
            pipe("here-" + module);
        }
        String sayAndStay = "echo $$ > $BENCH/$STARTUP_MODULE.pid; echo > $BENCH/here-$STARTUP_MODULE; sleep 1000\n";
        bench.jobs = 3;
        bench.grace = Duration.ofMillis(300);
        bench.described("a", sayAndStay, free().done());
        bench.described("b", "trap '' TERM\n" + sayAndStay + "sleep 1000", free().done());
        bench.described("c", "setsid sleep 1000 & echo $! > $BENCH/child.pid\n" + sayAndStay, free().done());
        bench.described("d", "touch $BENCH/d-ran", free().done());
        bench.described("e", "touch $BENCH/e-ran", free().requires("a").done());
        try (OutputFollowers followers = new OutputFollowers(bench.events, 1 << 20, () -> true)) {
            Runner runner = bench.runner(followers);
            FutureTask<List<ModuleResult>> run = new FutureTask<>(runner::run);
            Thread main = new Thread(run);
            main.start();
            for (String module : List.of("a", "b", "c")) {
                assertThat(Files.readString(bench.folder().resolve("here-" + module)))
                        .isNotEmpty();
            }

            main.interrupt();

            assertThat(catchThrowable(run::get))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(runner.results()).isEmpty();
            assertThat(runner.putOff()).containsOnlyKeys("a", "b", "c");
            assertThat(runner.underWay()).isEmpty();
        }
        for (String gone : List.of("a.pid", "b.pid", "c.pid", "child.pid")) {
            assertThat(bench.lives(gone)).as(gone).isFalse();
        }
        assertThat(bench.folder().resolve("d-ran")).doesNotExist();
    }

    /** A fault of ours in one module's thread leaves no other module running behind. */
    @Test
    void aFaultOfTheAgentStopsTheOthersAndIsThrown() throws Exception {
        pipe("here");
        bench.grace = Duration.ofMillis(300);
        bench.described("a", "echo $$ > $BENCH/a.pid; echo > $BENCH/here; sleep 1000", free().done());
        bench.described("b", "read < $BENCH/here", free().done());
        bench.events = new Answering("module.finished", "b", () -> {
            throw new IllegalStateException("a fault");
        });

        assertThat(catchThrowable(bench::run)).hasMessage("a fault");

        assertThat(bench.lives("a.pid")).isFalse();
    }

    private void write(String pipe) {
        try {
            Files.writeString(bench.folder().resolve(pipe), "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FutureTask<List<ModuleResult>> started(Runner runner) {
        FutureTask<List<ModuleResult>> run = new FutureTask<>(runner::run);
        new Thread(run).start();
        return run;
    }

    /** Does something when it is told that. */
    private final class Answering implements Events {
        private final String action;
        private final String module;
        private final Runnable answer;

        Answering(String action, String module, Runnable answer) {
            this.action = action;
            this.module = module;
            this.answer = answer;
        }

        @Override
        public void emit(Event event) {
            bench.recorded.emit(event);
            if (event.action().equals(action) && module.equals(event.module())) {
                answer.run();
            }
        }

        @Override
        public void conceal(Secret secret) {}
    }
}
