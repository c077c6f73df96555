package startup.run;

import java.util.Locale;

/** In what way an attempt ended, in one word. */
public enum AttemptKind {
    /** By itself. */
    EXITED,
    /** By a signal that the agent did not send. */
    SIGNALLED,
    /** Stopped at its time limit. */
    TIMED_OUT,
    /** Stopped for another reason, or not started. */
    BROKEN,
    /** Found by a later agent with neither a living process nor an exit status: run again, and counted. */
    LOST;

    static AttemptKind of(AttemptEnd end) {
        if (end instanceof AttemptEnd.Exited exited) {
            return exited.ending().bySignal() ? SIGNALLED : EXITED;
        }
        if (end instanceof AttemptEnd.Lost) {
            return LOST;
        }
        return end instanceof AttemptEnd.OutOfTime ? TIMED_OUT : BROKEN;
    }

    /** As it stands in the journal. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
