package startup.run;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import startup.base.RetryPolicy;
import startup.plan.Manifest;

/**
 * Whether a module is tried again, and when: by its manifest, and by how its attempts have ended so far, those of earlier
 * agents included. Source: DESIGN, "An attempt".
 */
final class Retries {
    /** How often a module that says "try again later" is tried again. */
    private static final int MOST_TRIES_AGAIN = 5;

    private final Optional<Manifest> manifest;
    private final RandomGenerator random;
    private int failures;
    private int triesAgain;

    /** @param random for the pauses between attempts; of this module alone */
    Retries(Optional<Manifest> manifest, ModuleHistory history, RandomGenerator random) {
        this.manifest = manifest;
        this.random = random;
        this.failures = history.failures();
        this.triesAgain = history.triesAgain();
    }

    /** How long to wait before another attempt; empty for none. To be asked once of each attempt that has not succeeded. */
    Optional<Duration> pauseAfter(AttemptEnd end) {
        if (end instanceof AttemptEnd.Lost) {
            return Optional.of(Duration.ZERO); // it was not the module that failed
        }
        failures++;
        if (manifest.isEmpty() || end.exit() == AttemptEnd.REBOOT) {
            return Optional.empty();
        }
        Manifest.Retry retry = manifest.get().retry();
        boolean again = failures < retry.attempts();
        if (end.exit() == AttemptEnd.TRY_AGAIN) {
            triesAgain++;
            again |= triesAgain <= MOST_TRIES_AGAIN;
        }
        return again ? Optional.of(pause(retry)) : Optional.empty();
    }

    private Duration pause(Manifest.Retry retry) {
        Duration longest = retry.max().compareTo(retry.backoff()) < 0 ? retry.backoff() : retry.max();
        return new RetryPolicy(retry.backoff(), longest).pauseAfter(failures, random);
    }
}
