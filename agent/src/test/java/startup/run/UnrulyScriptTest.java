package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.base.Event;
import startup.base.Events;
import startup.base.Secret;
import startup.log.OutputFollowers;

/**
 * Scripts that do what they should not. The clock is the real one, and jumps over the time limit when a script has
 * printed {@code ready}.
 */
@Timeout(120)
class UnrulyScriptTest {
    private static final Duration LIMIT = Duration.ofHours(1);

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new Bench(folder);
        JumpingTicker ticker = new JumpingTicker();
        bench.ticker = ticker;
        bench.events = ticker.jumpingWhenReady(LIMIT, bench.recorded);
    }

    private ModuleResult runToItsLimit(String script) throws Exception {
        bench.described("a", script, Manifests.usual().timeout(LIMIT).done());
        List<ModuleResult> results = bench.run();
        assertThat(results.get(0)).isInstanceOf(ModuleResult.TimedOut.class);
        return results.get(0);
    }

    @Test
    void aScriptThatHeedsTermIsStoppedWithoutKill() throws Exception {
        runToItsLimit("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done");

        assertThat(bench.output()).contains("ready", "bye");
        assertThat(ExitFile.read(bench.out().resolve("a/1.exit")).ending()).contains(new Ending(0, false));
    }

    @Test
    void aScriptThatIgnoresTermIsKilledAfterTheGrace() throws Exception {
        bench.grace = Duration.ofMillis(300);
        runToItsLimit("trap '' TERM; echo $$ > $BENCH/pid; echo ready; while :; do sleep 1; done");

        assertThat(bench.lives("pid")).isFalse();
        assertThat(ExitFile.read(bench.out().resolve("a/1.exit")).ending()).contains(new Ending(137, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in the same session | sleep 1000 & echo $! > $BENCH/pid",
                "ignoring hang-ups | nohup sleep 1000 & echo $! > $BENCH/pid",
                "in a session of its own | setsid bash -c 'echo $$ > $BENCH/pid; exec sleep 1000' &",
                "forked twice, keeping the output | (setsid bash -c '(echo $BASHPID > $BENCH/pid; exec sleep 1000) &' &)",
                "without an environment, keeping the output |"
                        + " (setsid env -i bash -c 'cd /; (echo $BASHPID > '$BENCH'/pid; exec sleep 1000) &' &)",
                "without an environment or output, in the module's folder |"
                        + " (setsid env -i bash -c '(echo $BASHPID > '$BENCH'/pid; exec sleep 1000 >/dev/null 2>&1) &' &)",
                "elsewhere and silent, with its environment |"
                        + " (setsid bash -c 'cd /; (echo $BASHPID > '$BENCH'/pid; exec sleep 1000 >/dev/null 2>&1) &' &)",
            })
    void whatAFailedScriptLeftBehindIsStoppedWhereverItWent(String what, String start) throws Exception {
        bench.proc = bench.folder(); // where no cgroups are
        bench.bare("a", start + "\nuntil test -s $BENCH/pid; do sleep 0.02; done; exit 1");

        assertThat(bench.run().get(0)).as(what).isInstanceOf(ModuleResult.Failed.class);

        assertThat(bench.lives("pid")).isFalse();
    }

    /** Leaves behind a process without session, environment, output, folder or parent of the attempt. */
    private static final String SHEDS_ALL = "(setsid env -i bash -c \"cd /; exec >/dev/null 2>&1; echo \\$\\$ >"
            + " $BENCH/pid; exec sleep 1000\" &); until test -s $BENCH/pid; do sleep 0.02; done; ";

    @Test
    void whoShedsAllMarksIsStoppedWithTheCgroup() throws Exception {
        CgroupsHere.need();
        bench.bare("a", SHEDS_ALL + "exit 1");

        assertThat(bench.run().get(0)).isInstanceOf(ModuleResult.Failed.class);

        assertThat(bench.lives("pid")).isFalse();
    }

    /** What a cgroup is for; not a promise. */
    @Test
    void whoShedsAllMarksIsNotFoundWithoutACgroup() throws Exception {
        bench.proc = bench.folder();
        bench.bare("a", SHEDS_ALL + "exit 1");

        assertThat(bench.run().get(0)).isInstanceOf(ModuleResult.Failed.class);

        assertThat(bench.lives("pid")).isTrue();
        bench.kill("pid");
    }

    @Test
    void whoShedsAllMarksLivesOnAfterSuccess() throws Exception {
        bench.bare("a", SHEDS_ALL);

        assertThat(bench.run().get(0)).isInstanceOf(ModuleResult.Succeeded.class);

        assertThat(bench.lives("pid")).isTrue();
        bench.kill("pid");
    }

    @Test
    void aScriptThatStoppedItselfIsContinuedSoThatItCanHeedTerm() throws Exception {
        bench.described("a", """
                trap 'echo bye; exit 0' TERM
                (until grep -q '^State:.T' /proc/$$/status; do sleep 0.02; done; echo ready) &
                kill -STOP $$
                sleep 1000
                """, Manifests.usual().timeout(LIMIT).done());

        assertThat(bench.run().get(0)).isInstanceOf(ModuleResult.TimedOut.class);

        assertThat(bench.output()).containsExactly("ready", "bye");
    }

    @Test
    void leftoversOfAFailedAttemptAreGoneBeforeTheNext() throws Exception {
        bench.described(
                "a", """
                if test -e $BENCH/pid; then ! grep '^State:.[^ZX]' /proc/$(cat $BENCH/pid)/status; exit; fi
                setsid sleep 1000 & echo $! > $BENCH/pid
                exit 1
                """, Manifests.usual().attempts(2).backoff(Duration.ZERO).done());

        assertThat(bench.run().get(0)).isInstanceOf(ModuleResult.Succeeded.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nohup sleep 1000 & echo $! > $BENCH/pid",
                "(setsid bash -c '(echo $BASHPID > $BENCH/pid; exec sleep 1000) &' &)",
                "exec > /dev/null 2>&1; sleep 1000 & echo $! > $BENCH/pid",
            })
    void aDaemonOfASuccessfulModuleIsNeitherWaitedForNorStopped(String start) throws Exception {
        bench.bare("a", start + "\nuntil test -s $BENCH/pid; do sleep 0.02; done");

        assertThat(bench.run().get(0)).isInstanceOf(ModuleResult.Succeeded.class);

        assertThat(bench.lives("pid")).isTrue();
        bench.kill("pid");
    }

    @Test
    void whatADaemonPrintsLaterIsToldAndItsFileIsKept() throws Exception {
        Files.createFile(bench.folder().resolve("gate"));
        bench.bare("a", """
                (until test ! -e $BENCH/gate; do sleep 0.02; done; echo from the daemon; touch $BENCH/said; sleep 1000) &
                echo $! > $BENCH/pid
                """);
        try (OutputFollowers followers = new OutputFollowers(bench.events, bench.mostOutput, () -> true)) {
            assertThat(bench.runner(followers).run().get(0)).isInstanceOf(ModuleResult.Succeeded.class);
            assertThat(bench.output()).isEmpty();
            Files.delete(bench.folder().resolve("gate"));
            awaitFile("said");
        }

        assertThat(bench.output()).containsExactly("from the daemon");
        assertThat(bench.out().resolve("a/1.log")).hasContent("from the daemon");
        bench.kill("pid");
    }

    private void awaitFile(String name) throws InterruptedException {
        while (!Files.exists(bench.folder().resolve(name))) {
            bench.ticker.sleep(Duration.ofMillis(5));
        }
    }

    @Test
    void aScriptThatClosesItsStreamsEndsWhenItEnds() throws Exception {
        bench.bare("a", "echo first; exec >&- 2>&- <&-; sleep 0.05; touch $BENCH/done; exit 7");

        assertThat(((ModuleResult.Failed) bench.run().get(0)).exit()).isEqualTo(7);
        assertThat(bench.folder().resolve("done")).exists();
        assertThat(bench.output()).containsExactly("first");
    }

    @Test
    void aProcessThatForksFasterThanItIsLookedForIsStoppedWithItsGroup() throws Exception {
        bench.grace = Duration.ofMillis(100);
        bench.bare("a", """
                trap '' TERM
                hop() { test -e $BENCH/stop || { echo $BASHPID >> $BENCH/hops; hop & }; }
                hop &
                until test -s $BENCH/hops; do sleep 0.02; done
                exit 1
                """);
        try {
            assertThat(bench.run().get(0)).isInstanceOf(ModuleResult.Failed.class);

            String hops = bench.read("hops");
            bench.ticker.sleep(Duration.ofMillis(100));
            assertThat(bench.read("hops")).isEqualTo(hops);
        } finally {
            Files.createFile(bench.folder().resolve("stop"));
        }
    }

    @Test
    void aModuleThatPrintsMoreThanIsAllowedIsStopped() throws Exception {
        bench.mostOutput = 100_000;
        bench.grace = Duration.ofMillis(200);
        bench.bare("a", "echo $$ > $BENCH/pid; exec yes " + "x".repeat(999));

        ModuleResult result = bench.run().get(0);

        assertThat(((ModuleResult.Failed) result).because()).contains("--max-output");
        assertThat(bench.lives("pid")).isFalse();
        assertThat(bench.output()).hasSize(100);
    }

    @Test
    void aModuleThatKillsItsSupervisorFailsAndIsStopped() throws Exception {
        bench.grace = Duration.ofMillis(200);
        bench.bare("a", "echo $$ > $BENCH/pid; kill -KILL $PPID; exec sleep 1000");

        ModuleResult result = bench.run().get(0);

        assertThat(((ModuleResult.Failed) result).because())
                .isEqualTo("the process that supervised start-up.sh was killed");
        assertThat(bench.lives("pid")).isFalse();
    }

    @Test
    void theSupervisorSurvivesTheSignalsOfAShutdown() throws Exception {
        bench.bare("a", "for s in HUP INT QUIT TERM; do kill -$s $PPID; done; sleep 0.05; exit 5");

        assertThat(((ModuleResult.Failed) bench.run().get(0)).exit()).isEqualTo(5);
    }

    @Test
    void anInterruptedRunStopsTheAttemptKeepsItsResultsAndLeavesTheRestToWhoeverGoesOn() throws Exception {
        Thread agent = Thread.currentThread();
        bench.events = new Events() {
            @Override
            public void emit(Event event) {
                bench.recorded.emit(event);
                if (event.message().equals("now")) {
                    agent.interrupt();
                }
            }

            @Override
            public void conceal(Secret secret) {}
        };
        bench.bare("a", "true")
                .bare("b", "echo $$ > $BENCH/pid; echo now; sleep 1000")
                .bare("c", "true");

        try (OutputFollowers followers = new OutputFollowers(bench.events, bench.mostOutput, () -> true)) {
            Runner runner = bench.runner(followers);
            assertThatThrownBy(runner::run).isInstanceOf(InterruptedException.class);

            assertThat(runner.results()).hasSize(1);
            assertThat(runner.results().get(0)).isInstanceOf(ModuleResult.Succeeded.class);
            assertThat(runner.putOff()).containsOnly(Map.entry("b", 1));
        }
        assertThat(bench.lives("pid")).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void bytesThatAreNoTextAndALineOfTenMegabytesAreTold() throws Exception {
        bench.bare("a", "printf 'a\\377b\\n'; head -c 10000000 /dev/zero | tr '\\0' x; echo; echo end");

        bench.run();

        List<Event> lines = bench.recorded.all().stream()
                .filter(event -> event.action().equals(Event.MODULE_OUTPUT))
                .toList();
        assertThat(lines.get(0).message()).isEqualTo("a\uFFFDb");
        assertThat(lines.get(lines.size() - 1).message()).isEqualTo("end");
        assertThat(lines).hasSize(2 + 153);
        assertThat(lines.subList(1, 154).stream()
                        .mapToInt(event -> event.message().length())
                        .sum())
                .isEqualTo(10_000_000);
        assertThat(lines.get(153).part()).isEqualTo(153);
    }

    @Test
    void linesAfterAReopenedStandardErrorAreTold() throws Exception {
        bench.bare("a", "echo one; echo two > /dev/stderr; echo three; echo four");

        bench.run();

        assertThat(bench.output()).contains("two", "three", "four");
    }
}
