package startup.base;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before another try: exponential back-off with full jitter, so that four hundred machines that failed
 * together do not come back together.
 *
 * @param first the ceiling of the first pause
 * @param longest the ceiling that no pause exceeds
 */
public record RetryPolicy(Duration first, Duration longest) {
    /** Doubling more often than this passes any pause that makes sense and would overflow. */
    private static final int MOST_DOUBLINGS = 30;

    public RetryPolicy {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses from " + first + " to " + longest);
        }
    }

    /** A pause between nothing and the ceiling after {@code failures} failures, of which there was at least one. */
    public Duration pauseAfter(int failures, RandomGenerator random) {
        Duration ceiling = ceilingAfter(failures);
        return ceiling.isZero() ? ceiling : Duration.ofNanos(random.nextLong(ceiling.toNanos() + 1));
    }

    private Duration ceilingAfter(int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures: " + failures);
        }
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
