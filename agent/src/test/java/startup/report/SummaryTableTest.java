package startup.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import startup.run.ModuleResult;

class SummaryTableTest {
    private static final Instant STARTED = Instant.parse("2026-11-22T10:15:00Z");
    private static final BundleFacts BUNDLE = new BundleFacts("dir", null, null, List.of());

    private static VerdictDocument run(ModuleState... modules) {
        return VerdictDocument.running("ID", STARTED, null, BUNDLE, List.of(modules));
    }

    private static ModuleState succeeded(String name) {
        return ModuleState.of(new ModuleResult.Succeeded(name, 1, Duration.ofMillis(1250)));
    }

    @Test
    void aRowForEachModuleThenTheVerdict() {
        VerdictDocument document = run(
                        succeeded("base"),
                        ModuleState.of(new ModuleResult.Failed("redis", 12, Duration.ofMillis(8120), 100, "x")),
                        ModuleState.of(new ModuleResult.TimedOut("slow", 1, Duration.ofHours(1), Duration.ofHours(1))),
                        ModuleState.of(new ModuleResult.Skipped("web-front", "redis failed")))
                .ended(STARTED, "failed", 10, "redis: start-up.sh: exit status 100", null);
        assertThat(SummaryTable.of(document).lines())
                .containsExactly(
                        "MODULE     RESULT     ATTEMPTS  TIME",
                        "base       succeeded         1  1.2 s",
                        "redis      failed           12  8.1 s",
                        "slow       timed out         1  1 h",
                        "web-front  skipped           0  -      redis failed",
                        "FAILED: redis: start-up.sh: exit status 100");
    }

    @Test
    void aGoodRunTellsHowManyAndHowLong() {
        VerdictDocument document =
                run(succeeded("a"), succeeded("b"), succeeded("c")).ended(STARTED, "ok", 0, null, null);
        assertThat(new SummaryTable(document, Duration.ofMillis(4200)).verdictLine())
                .isEqualTo("OK: 3 modules in 4.2 s");
    }

    @Test
    void oneModuleIsOneModuleAndUnchangedOnesAreCounted() {
        VerdictDocument document =
                run(ModuleState.of(new ModuleResult.Unchanged("a"))).ended(STARTED, "ok", 0, null, null);
        assertThat(new SummaryTable(document, Duration.ZERO).verdictLine())
                .isEqualTo("OK: 1 module in 0 ms, 1 unchanged");
    }

    @Test
    void aDegradedRunTellsWhy() {
        VerdictDocument document = run(succeeded("a")).ended(STARTED, "degraded", 20, "motd: exit status 1", null);
        assertThat(SummaryTable.of(document).verdictLine()).isEqualTo("DEGRADED: motd: exit status 1");
    }

    @Test
    void aRunUnderWayTellsHowFarItIs() {
        assertThat(SummaryTable.of(run(succeeded("a"), ModuleState.running("b", 1), ModuleState.pending("c")))
                        .lines())
                .containsExactly(
                        "MODULE  RESULT     ATTEMPTS  TIME",
                        "a       succeeded         1  1.2 s",
                        "b       running           1  -",
                        "c       pending           0  -",
                        "RUNNING: 1 of 3 modules ended");
    }

    @Test
    void aStoppedRunNamesTheSignal() {
        VerdictDocument document = run().ended(STARTED, "failed", 143, null, "SIGTERM");
        assertThat(SummaryTable.of(document).lines()).containsExactly("FAILED: stopped by SIGTERM");
    }

    @Test
    void aClockThatJumpedBackMakesNoNegativeTime() {
        VerdictDocument document = run(succeeded("a")).ended(STARTED.minusSeconds(60), "ok", 0, null, null);
        assertThat(SummaryTable.of(document).verdictLine()).isEqualTo("OK: 1 module in 0 ms");
    }

    @Test
    void aCauseCommandsNoTerminalAndStaysOneLine() {
        VerdictDocument document = run().ended(STARTED, "failed", 10, "m: \u001b[2J\nOK: all fine", null);
        assertThat(SummaryTable.of(document).lines()).containsExactly("FAILED: m: \\x1b[2J\\x0aOK: all fine");
    }
}
