package startup.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import startup.report.VerdictDocument.Module;
import startup.run.ModuleResult;

class SummaryTableTest {
    private static final Instant STARTED = Instant.parse("2026-11-22T10:15:00Z");
    private static final VerdictDocument.Bundle BUNDLE = new VerdictDocument.Bundle("dir", null, null, List.of());

    private static VerdictDocument run(
            String verdict, @Nullable Instant ended, @Nullable String cause, Module... modules) {
        return new VerdictDocument("ID", verdict, null, null, STARTED, ended, null, BUNDLE, cause, List.of(modules));
    }

    private static String summary(VerdictDocument document) {
        return new SummaryTable(document).write();
    }

    private static Module succeeded(String name) {
        return Module.of(new ModuleResult.Succeeded(name, 1, Duration.ofMillis(1250)));
    }

    @Test
    void aRowForEachModuleThenTheVerdict() {
        assertThat(summary(run(
                        "failed",
                        STARTED,
                        "redis: start-up.sh: exit status 100",
                        succeeded("base"),
                        Module.of(new ModuleResult.Failed(
                                "redis", 12, Duration.ofMillis(8120), 100, "start-up.sh: exit status 100")),
                        Module.of(new ModuleResult.TimedOut("slow", 1, Duration.ofHours(1), Duration.ofHours(1))),
                        Module.of(new ModuleResult.Skipped("web-front", "redis failed")))))
                .isEqualTo("""
                        MODULE     RESULT     ATTEMPTS  TIME
                        base       succeeded         1  1.2 s
                        redis      failed           12  8.1 s
                        slow       timed out         1  1 h    stopped at its time limit of 1 h
                        web-front  skipped           -  -      redis failed
                        FAILED: redis: start-up.sh: exit status 100
                        """);
    }

    @Test
    void aGoodRunTellsHowManyAndHowLong() {
        assertThat(summary(run("ok", STARTED.plusMillis(4200), null, succeeded("a"), succeeded("b"), succeeded("c"))))
                .endsWith("\nOK: 3 modules in 4.2 s\n");
    }

    @Test
    void oneModuleIsOneModuleAndUnchangedOnesAreCounted() {
        assertThat(summary(run("ok", STARTED, null, Module.of(new ModuleResult.Unchanged("a")))))
                .endsWith("\nOK: 1 module in 0 ms, 1 unchanged\n");
    }

    @Test
    void aDegradedRunTellsWhy() {
        assertThat(summary(run("degraded", STARTED, "motd: exit status 1", succeeded("a"))))
                .endsWith("\nDEGRADED: motd: exit status 1\n");
    }

    @Test
    void aRunUnderWayTellsHowFarItIs() {
        VerdictDocument document =
                run("running", null, null, succeeded("a"), Module.running("b", 1), Module.pending("c", 0));
        assertThat(summary(document)).isEqualTo("""
                        MODULE  RESULT     ATTEMPTS  TIME
                        a       succeeded         1  1.2 s
                        b       running           1  -
                        c       pending           -  -
                        RUNNING: 1 of 3 modules ended
                        """);
        assertThat(summary(document.interruptedBy("SIGTERM")))
                .endsWith("\nRUNNING: stopped by SIGTERM, 1 of 3 modules ended\n");
    }

    @Test
    void withoutModulesThereIsOnlyTheVerdict() {
        assertThat(summary(run("failed", STARTED, "Bundle x was not fetched")))
                .isEqualTo("FAILED: Bundle x was not fetched\n");
    }

    @Test
    void aClockThatJumpedBackMakesNoNegativeTime() {
        assertThat(summary(run("ok", STARTED.minusSeconds(60), null, succeeded("a"))))
                .endsWith("\nOK: 1 module in 0 ms\n");
    }

    @Test
    void aCauseCommandsNoTerminalAndStaysOneLine() {
        assertThat(summary(run("failed", STARTED, "m: \u001b[2J\nOK: all fine")))
                .isEqualTo("FAILED: m: \\x1b[2J\\x0aOK: all fine\n");
    }
}
