package startup.aws;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import startup.base.Deadline;
import startup.base.Events;
import startup.base.HumanDuration;
import startup.base.Ticker;

/**
 * Waiting for a role that is not there yet: pauses that grow, a word to people at once and every 30 s. The time is given
 * once, not to each who asks: when it is up, everybody gets a quick answer until the role has come after all.
 */
final class RoleWait {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

    private final Duration patience;
    private final Events events;
    private final Ticker ticker;
    private @Nullable Deadline end;
    private Deadline nextWord;
    private Duration pause = FIRST_PAUSE;

    RoleWait(Duration patience, Events events, Ticker ticker) {
        this.patience = patience;
        this.events = events;
        this.ticker = ticker;
        this.nextWord = Deadline.after(Duration.ZERO, ticker);
    }

    /** There is a role: whoever misses it later has the whole time again. */
    void over() {
        end = null;
    }

    /** Waits a little for what {@code refusal} misses; false at once if the time is up. */
    boolean wait(AwsRefusal refusal) throws InterruptedIOException {
        Deadline until = end == null ? begin() : end;
        Duration left = until.remaining();
        if (left.isZero()) {
            return false;
        }
        if (nextWord.hasPassed()) {
            tell(refusal);
        }
        ticker.pause(shorter(shorter(pause, left), nextWord.remaining()));
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        return true;
    }

    private Deadline begin() {
        Deadline until = Deadline.after(patience, ticker);
        end = until;
        nextWord = Deadline.after(Duration.ZERO, ticker);
        pause = FIRST_PAUSE;
        return until;
    }

    private void tell(AwsRefusal refusal) {
        String why = refusal.why().substring(0, 1).toUpperCase(Locale.ROOT)
                + refusal.why().substring(1);
        events.warn("credentials.waiting", why + "; waiting for it, up to " + HumanDuration.format(patience));
        nextWord = Deadline.after(BETWEEN_WORDS, ticker);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What is said when it did not come. */
    AwsRefusal inVain(AwsRefusal refusal) {
        if (end == null) {
            return refusal;
        }
        String why = refusal.why() + ", and waiting for " + HumanDuration.format(patience) + " did not help";
        return new AwsRefusal(refusal.code(), refusal.status(), why, refusal.action(), true, refusal.notBefore());
    }
}
