package startup.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import startup.report.ModuleState.Result;
import startup.run.ModuleResult;

class ModuleStateTest {
    private static final List<ModuleResult> ONE_OF_EACH = List.of(
            new ModuleResult.Succeeded("m", 2, Duration.ofSeconds(3)),
            new ModuleResult.Failed("m", 1, Duration.ofSeconds(3), 100, "start-up.sh: exit status 100"),
            new ModuleResult.TimedOut("m", 1, Duration.ofSeconds(3), Duration.ofSeconds(3)),
            new ModuleResult.Skipped("m", "base failed"),
            new ModuleResult.Unchanged("m"));

    @Test
    void everyEndingHasANameOfItsOwn() {
        assertThat(ONE_OF_EACH.stream().map(ModuleResult::getClass).toList())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.<Class<?>>asList(ModuleResult.class.getPermittedSubclasses()).stream()
                                .map(type -> type.asSubclass(ModuleResult.class))
                                .toList());
        assertThat(ONE_OF_EACH.stream().map(ModuleState::of).map(ModuleState::result))
                .containsExactly(Result.SUCCEEDED, Result.FAILED, Result.TIMED_OUT, Result.SKIPPED, Result.UNCHANGED);
    }

    @Test
    void theNamesAreThoseOfTheDesign() {
        assertThat(Arrays.stream(Result.values()).map(Result::wireName))
                .containsExactly("pending", "running", "succeeded", "failed", "timed_out", "skipped", "unchanged");
    }

    @Test
    void whatAnEndingTellsIsKept() {
        assertThat(ModuleState.of(ONE_OF_EACH.get(0)))
                .isEqualTo(new ModuleState("m", Result.SUCCEEDED, 2, OptionalInt.of(0), Duration.ofSeconds(3), null));
        assertThat(ModuleState.of(ONE_OF_EACH.get(1)).exit()).hasValue(100);
        assertThat(ModuleState.of(ONE_OF_EACH.get(2)).exit()).isEmpty();
        assertThat(ModuleState.of(ONE_OF_EACH.get(3)).because()).isEqualTo("base failed");
        assertThat(ModuleState.of(ONE_OF_EACH.get(4)).attempts()).isZero();
    }

    @Test
    void onlyWhatHasEndedHasEnded() {
        assertThat(ModuleState.pending("m").hasEnded()).isFalse();
        assertThat(ModuleState.running("m", 1).hasEnded()).isFalse();
        assertThat(ONE_OF_EACH.stream().map(ModuleState::of)).allMatch(ModuleState::hasEnded);
    }
}
