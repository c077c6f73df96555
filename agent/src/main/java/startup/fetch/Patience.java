package startup.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import startup.base.Deadline;
import startup.base.RetryPolicy;
import startup.base.Ticker;

/**
 * How long a fetch goes on trying: until for a certain time there was no new byte. Waiting for each byte begins anew, so
 * that a reader that is busy elsewhere for an hour still has the whole time when it comes back.
 */
final class Patience {
    private static final RetryPolicy PAUSES = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Duration limit;
    private final Ticker ticker;
    private final RandomGenerator random;
    private Deadline deadline;
    private int failures;

    Patience(Duration limit, Ticker ticker, RandomGenerator random) {
        this.limit = limit;
        this.ticker = ticker;
        this.random = random;
        this.deadline = Deadline.after(limit, ticker);
    }

    /** Waiting for the next byte begins. */
    void renew() {
        deadline = Deadline.after(limit, ticker);
        failures = 0;
    }

    /**
     * How long to wait before another try, empty if there is to be none: the time is up, or would be before the server
     * wants to be asked again. What the server asks for comes on top of a random pause, for it tells every machine the
     * same.
     */
    Optional<Duration> pauseAfterFailure(Duration notBefore) {
        failures++;
        Duration left = deadline.remaining();
        if (left.isZero() || notBefore.compareTo(left) > 0) {
            return Optional.empty();
        }
        Duration pause = notBefore.plus(PAUSES.pauseAfter(failures, random));
        return Optional.of(pause.compareTo(left) > 0 ? left : pause);
    }

    void sleep(Duration pause) throws InterruptedException {
        ticker.sleep(pause);
    }

    /** Failed tries since the last new byte. */
    int failures() {
        return failures;
    }

    Duration limit() {
        return limit;
    }
}
