package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleResultTest {
    private static final List<ModuleResult> ONE_OF_EACH = List.of(
            new ModuleResult.Succeeded("a", 1, Duration.ZERO),
            new ModuleResult.Failed("a", 1, Duration.ZERO, 1, "x"),
            new ModuleResult.TimedOut("a", 1, Duration.ZERO, Duration.ZERO),
            new ModuleResult.Skipped("a", "x"),
            new ModuleResult.Unchanged("a"));

    @Test
    void theListIsComplete() {
        assertThat(ONE_OF_EACH.stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(ModuleResult.class.getPermittedSubclasses());
    }

    @Test
    void onlySuccessOpensTheWayForDependents() {
        assertThat(ONE_OF_EACH.stream().filter(ModuleResult::opensTheWay))
                .containsExactly(ONE_OF_EACH.get(0), ONE_OF_EACH.get(4));
    }

    @Test
    void onlyWhatWasTriedIsAFailure() {
        assertThat(ONE_OF_EACH.stream().filter(ModuleResult::isFailure))
                .containsExactly(ONE_OF_EACH.get(1), ONE_OF_EACH.get(2));
    }
}
