package startup.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import startup.base.Deadline;

/**
 * Credentials in use, and when to look for others.
 *
 * @param refused whether a service called them invalid
 * @param nextLook before it others are not looked for, for that has just been done
 */
record HeldCredentials(Credentials credentials, boolean refused, Deadline nextLook) {
    /** As early as AWS's own tools; new ones are handed out by then. */
    static final Duration EARLY = Duration.ofMinutes(5);

    HeldCredentials asRefused() {
        return new HeldCredentials(credentials, true, nextLook);
    }

    HeldCredentials lookedAgainAt(Deadline later) {
        return new HeldCredentials(credentials, refused, later);
    }

    /** Whether they are used without looking for others. */
    boolean isFresh(Instant now) {
        return !refused && (isGoodFor(EARLY, now) || !nextLook.hasPassed());
    }

    /** Whether they serve while others cannot be had. */
    boolean isUsable(Instant now) {
        return !refused && isGoodFor(Duration.ZERO, now);
    }

    private boolean isGoodFor(Duration span, Instant now) {
        Optional<Instant> expires = credentials.expires();
        return expires.isEmpty() || now.plus(span).isBefore(expires.get());
    }
}
