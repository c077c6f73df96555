package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.Event;
import startup.base.HandWoundTicker;

/** Order, failures, retries and checks. Time stands still, so no limit is ever reached. */
class RunnerTest {
    @TempDir
    Path folder;

    private Bench bench;
    private final HandWoundTicker ticker = new HandWoundTicker();

    @BeforeEach
    void setUp() throws IOException {
        bench = new Bench(folder);
        bench.ticker = ticker;
    }

    private static String results(List<ModuleResult> results) {
        StringBuilder text = new StringBuilder();
        for (ModuleResult result : results) {
            text.append(result.module())
                    .append(' ')
                    .append(result.getClass().getSimpleName())
                    .append('\n');
        }
        return text.toString();
    }

    private static ModuleResult.Failed failed(List<ModuleResult> results) {
        assertThat(results.get(0)).isInstanceOf(ModuleResult.Failed.class);
        return (ModuleResult.Failed) results.get(0);
    }

    @Test
    void modulesRunOneByOneInTheirFoldersAndTheirOutputIsToldUnderTheirNames() throws Exception {
        bench.bare("a", "echo $0 in $PWD\n").bare("b", "echo err >&2; echo out; cat\n");

        assertThat(results(bench.run())).isEqualTo("a Succeeded\nb Succeeded\n");
        assertThat(bench.recorded.all().stream().map(Event::message))
                .containsExactly(
                        "Starting module a",
                        "start-up.sh in " + bench.module("a"),
                        "Finished module a in 0 ms",
                        "Starting module b",
                        "err",
                        "out",
                        "Finished module b in 0 ms");
    }

    @Test
    void theFirstFailureStopsTheRunAndTheRestIsSkippedByName() throws Exception {
        bench.bare("a", "exit 3").bare("b", "touch $BENCH/b-ran").bare("c", "true");

        List<ModuleResult> results = bench.run();

        assertThat(results(results)).isEqualTo("a Failed\nb Skipped\nc Skipped\n");
        assertThat(failed(results).because()).isEqualTo("start-up.sh: exit status 3");
        assertThat(results.get(1)).isEqualTo(new ModuleResult.Skipped("b", "the run stopped when a failed"));
        assertThat(bench.folder().resolve("b-ran")).doesNotExist();
        assertThat(Verdict.of(bench.plan(), results)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void onFailureContinueSkipsOnlyWhatRequiresTheFailedOne() throws Exception {
        bench.onFailure = OnFailure.CONTINUE;
        bench.bare("a", "exit 3")
                .described("b", "true", Manifests.usual().requires("a").done())
                .described("c", "true", Manifests.usual().requires("b").done())
                .bare("d", "true");

        List<ModuleResult> results = bench.run();

        assertThat(results(results)).isEqualTo("a Failed\nb Skipped\nc Skipped\nd Succeeded\n");
        assertThat(results.get(1)).isEqualTo(new ModuleResult.Skipped("b", "it requires a, which failed"));
        assertThat(results.get(2))
                .isEqualTo(new ModuleResult.Skipped("c", "it requires b, which was skipped because a failed"));
    }

    @Test
    void aFailureThatIsNotEssentialDegradesAndTheRunGoesOn() throws Exception {
        bench.described("a", "exit 1", Manifests.usual().notEssential().done()).bare("b", "true");

        List<ModuleResult> results = bench.run();

        assertThat(results(results)).isEqualTo("a Failed\nb Succeeded\n");
        assertThat(Verdict.of(bench.plan(), results)).isEqualTo(Verdict.DEGRADED);
    }

    @Test
    void aFailedModuleIsTriedAsOftenAsItsManifestSaysWithGrowingPauses() throws Exception {
        bench.described(
                "a",
                "echo $STARTUP_ATTEMPT; test $STARTUP_ATTEMPT = 3",
                Manifests.usual().attempts(4).done());

        List<ModuleResult> results = bench.run();

        assertThat(results(results)).isEqualTo("a Succeeded\n");
        assertThat(results.get(0).attempts()).isEqualTo(3);
        assertThat(bench.output()).containsExactly("1", "2", "3");
        assertThat(results.get(0).took()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(bench.recorded.messages("module.retried"))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message)
                        .matches("Module a failed: start-up.sh: exit status 1; attempt [23] follows in .*"));
    }

    @Test
    void withoutMoreAttemptsAFailureIsFinal() throws Exception {
        bench.described("a", "exit 1", Manifests.usual().done());

        assertThat(failed(bench.run()).attempts()).isEqualTo(1);
    }

    @Test
    void tryAgainLaterIsTriedFiveTimesMoreEvenWithOneAttempt() throws Exception {
        bench.described("a", "exit 75", Manifests.usual().done());

        ModuleResult.Failed failed = failed(bench.run());

        assertThat(failed.attempts()).isEqualTo(6);
        assertThat(failed.exit()).isEqualTo(75);
    }

    @ParameterizedTest
    @ValueSource(ints = {75, 194})
    void withoutAManifestNoExitStatusHasAMeaning(int status) throws Exception {
        bench.bare("a", "exit " + status);

        ModuleResult.Failed failed = failed(bench.run());

        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.because()).isEqualTo("start-up.sh: exit status " + status);
    }

    @Test
    void aModuleThatAsksForARebootFailsAndSaysWhatItNeeds() throws Exception {
        bench.described("a", "exit 194", Manifests.usual().attempts(3).done());

        ModuleResult.Failed failed = failed(bench.run());

        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.because()).contains("reboot").contains("--allow-reboot");
    }

    @Test
    void theCheckIsRepeatedUntilItSucceedsInTheSameEnvironmentAndOutput() throws Exception {
        bench.described(
                "a", "echo started", Manifests.usual().env(Map.of("X", "1")).done());
        Files.writeString(bench.module("a").resolve("check.sh"), """
                echo x >> tries
                echo $X $STARTUP_MODULE $(wc -l < tries)
                test $(wc -l < tries) = 3
                """);

        assertThat(results(bench.run())).isEqualTo("a Succeeded\n");
        assertThat(bench.output()).containsExactly("started", "1 a 1", "1 a 2", "1 a 3");
        assertThat(ticker.sleeps()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    @Test
    void aCheckThatNeverSucceedsEndsAtTheTimeLimitOfTheAttempt() throws Exception {
        bench.described(
                "a", "true", Manifests.usual().timeout(Duration.ofSeconds(7)).done());
        Files.writeString(bench.module("a").resolve("check.sh"), "exit 1\n");

        List<ModuleResult> results = bench.run();

        assertThat(results.get(0))
                .isInstanceOfSatisfying(
                        ModuleResult.TimedOut.class,
                        timedOut -> assertThat(timedOut.limit()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(bench.recorded.messages("module.timed-out"))
                .containsExactly("Stopped module a: check.sh had not succeeded within its time limit of 7.0 s");
    }

    @Test
    void withoutAManifestThereIsNoCheck() throws Exception {
        bench.bare("a", "true");
        Files.writeString(bench.module("a").resolve("check.sh"), "touch $BENCH/checked; exit 1\n");

        assertThat(results(bench.run())).isEqualTo("a Succeeded\n");
        assertThat(bench.folder().resolve("checked")).doesNotExist();
    }

    @Test
    void aScriptThatExits143ByItselfIsToldFromOneThatTermEnded() throws Exception {
        bench.onFailure = OnFailure.CONTINUE;
        bench.bare("a", "exit 143").bare("b", "kill -TERM $$").bare("c", "kill -KILL $$");

        List<ModuleResult> results = bench.run();

        assertThat(((ModuleResult.Failed) results.get(0)).because()).isEqualTo("start-up.sh: exit status 143");
        assertThat(((ModuleResult.Failed) results.get(1)).because()).isEqualTo("start-up.sh: killed by SIGTERM");
        assertThat(((ModuleResult.Failed) results.get(1)).exit()).isEqualTo(143);
        assertThat(((ModuleResult.Failed) results.get(2)).because()).startsWith("start-up.sh: killed by SIGKILL");
        assertThat(((ModuleResult.Failed) results.get(2)).exit()).isEqualTo(137);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "folder", "unreadable", "crlf", "binary", "syntax"})
    void whatBashCannotRunFailsAsInTheLoop(String fault) throws Exception {
        bench.bare("a", "echo hello\r\nif true; then\r\necho yes\r\nfi\r\n");
        Path script = bench.module("a").resolve("start-up.sh");
        switch (fault) {
            case "missing" -> Files.delete(script);
            case "folder" -> {
                Files.delete(script);
                Files.createDirectory(script);
            }
            case "unreadable" -> script.toFile().setReadable(false, false);
            case "binary" -> Files.write(script, new byte[] {0x7F, 'E', 'L', 'F', 0, 0, 0, 1, 2, '\n'});
            case "syntax" -> Files.writeString(script, "if\n", StandardCharsets.UTF_8);
            default -> {}
        }
        Process loop = new ProcessBuilder("bash", "start-up.sh")
                .directory(bench.module("a").toFile())
                .redirectErrorStream(true)
                .start();
        List<String> said = loop.inputReader().lines().toList();

        List<ModuleResult> results = bench.run();

        assertThat(bench.output()).isEqualTo(said);
        assertThat(results.get(0) instanceof ModuleResult.Failed failed ? failed.exit() : 0)
                .isEqualTo(loop.waitFor());
    }

    @Test
    void aScriptMayDeleteItsOwnFolder() throws Exception {
        bench.bare("a", "rm -r \"$PWD\"; echo gone").bare("b", "true");

        assertThat(results(bench.run())).isEqualTo("a Succeeded\nb Succeeded\n");
        assertThat(bench.output()).containsExactly("gone");
        assertThat(bench.module("a")).doesNotExist();
    }

    @Test
    void aFolderThatIsGoneFailsTheModuleAndNotTheAgent() throws Exception {
        bench.bare("a", "true");
        Files.delete(bench.module("a").resolve("start-up.sh"));
        Files.delete(bench.module("a"));

        ModuleResult.Failed failed = failed(bench.run());

        assertThat(failed.because()).startsWith("start-up.sh could not be started: ");
    }

    @Test
    void anEnvironmentThatTheKernelRefusesFailsTheModuleAndNotTheAgent() throws Exception {
        bench.variables.put("HUGE", "x".repeat(200_000));
        bench.bare("a", "true");

        assertThat(failed(bench.run()).because()).startsWith("start-up.sh could not be started: ");
    }

    @Test
    void rawOutputIsGoneAfterTheRunAndTheExitStatusStays() throws Exception {
        bench.bare("a", "echo secret");

        bench.run();

        assertThat(bench.out().resolve("a/1.log")).doesNotExist();
        assertThat(ExitFile.read(bench.out().resolve("a/1.exit")).ending()).contains(new Ending(0, false));
    }
}
