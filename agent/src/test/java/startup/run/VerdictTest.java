package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import startup.base.ExitStatus;
import startup.plan.Plan;
import startup.plan.PlannedModule;

class VerdictTest {
    private static final ModuleResult GOOD = new ModuleResult.Succeeded("must", 1, Duration.ZERO);
    private static final Plan PLAN = new Plan(
            Path.of("/b"),
            List.of(
                    new PlannedModule("must", Path.of("/b/must"), Optional.empty(), List.of(), Optional.empty()),
                    new PlannedModule(
                            "may",
                            Path.of("/b/may"),
                            Optional.of(Manifests.usual().notEssential().done()),
                            List.of(),
                            Optional.empty())));

    private static Verdict of(ModuleResult... results) {
        return Verdict.of(PLAN, List.of(results));
    }

    @Test
    void allGoodIsOk() {
        assertThat(of(GOOD, new ModuleResult.Unchanged("may"))).isEqualTo(Verdict.OK);
    }

    @Test
    void onlyWhatIsNotEssentialFailedIsDegraded() {
        assertThat(of(GOOD, new ModuleResult.TimedOut("may", 1, Duration.ZERO, Duration.ZERO)))
                .isEqualTo(Verdict.DEGRADED);
    }

    @Test
    void anEssentialModuleThatFailedOrDidNotRunIsFailed() {
        ModuleResult unchanged = new ModuleResult.Unchanged("may");
        assertThat(of(new ModuleResult.Failed("must", 1, Duration.ZERO, 1, "x"), unchanged))
                .isEqualTo(Verdict.FAILED);
        assertThat(of(new ModuleResult.Skipped("must", "x"), unchanged)).isEqualTo(Verdict.FAILED);
        assertThat(of(unchanged)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void eachHasAnExitStatusAndAWord() {
        assertThat(Verdict.OK.exitStatus()).isEqualTo(ExitStatus.OK);
        assertThat(Verdict.DEGRADED.exitStatus()).isEqualTo(ExitStatus.DEGRADED);
        assertThat(Verdict.FAILED.exitStatus()).isEqualTo(ExitStatus.MODULE_FAILED);
        assertThat(Verdict.DEGRADED.word()).isEqualTo("degraded");
    }
}
