package startup.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5));
    private final RandomGenerator unluckiest = new Longest();

    @Test
    void theCeilingDoublesUntilTheLongestPause() {
        assertThat(policy.pauseAfter(1, unluckiest)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.pauseAfter(2, unluckiest)).isEqualTo(Duration.ofMillis(200));
        assertThat(policy.pauseAfter(6, unluckiest)).isEqualTo(Duration.ofMillis(3200));
        assertThat(policy.pauseAfter(7, unluckiest)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.pauseAfter(Integer.MAX_VALUE, unluckiest)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void jitterIsFullSoAPauseMayBeNothing() {
        assertThat(policy.pauseAfter(3, () -> 0L)).isZero();
    }

    @Test
    void noPauseIsNoPauseHoweverOftenItFailed() {
        assertThat(new RetryPolicy(Duration.ZERO, Duration.ZERO).pauseAfter(9, unluckiest))
                .isZero();
    }

    @Test
    void withoutAFailureThereIsNothingToWaitFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.pauseAfter(0, unluckiest));
    }

    private static final class Longest implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
