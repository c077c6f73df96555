package startup.run;

import java.io.IOException;
import java.time.Duration;
import startup.base.HumanDuration;

/** How one attempt ended. The list is closed: a new ending is a new record here. */
sealed interface AttemptEnd {
    /** EX_TEMPFAIL of sysexits.h: try again later. */
    int TRY_AGAIN = 75;

    /** The module asks for a reboot of the machine, and to be run again after it. */
    int REBOOT = 194;

    /** What the loop would have had from bash: the exit status of the module as a whole. */
    int exit();

    /** A clause for people. */
    String because();

    /** Whether it may have ended because the machine goes down, which sends TERM to everybody. */
    default boolean mayBeShutdown() {
        return this instanceof Exited exited && exited.ending().isByTerm();
    }

    default boolean succeeded() {
        return this instanceof Exited exited && exited.ending().status() == 0;
    }

    /**
     * The script ended by itself, or by somebody else's signal.
     *
     * @param where a clause for people: the {@link FailingLine}, or just the script
     */
    record Exited(Ending ending, String where) implements AttemptEnd {
        Exited(Ending ending) {
            this(ending, "start-up.sh");
        }

        @Override
        public int exit() {
            return ending.status();
        }

        @Override
        public String because() {
            return where + ": " + ending.inWords();
        }
    }

    /** It came to its limit; {@code script} is what was running or waited for. */
    record OutOfTime(Duration limit, String script) implements AttemptEnd {
        private static final int AS_TIMEOUT_DOES = 124;

        @Override
        public int exit() {
            return AS_TIMEOUT_DOES;
        }

        @Override
        public String because() {
            return script + " had not succeeded within its time limit of " + HumanDuration.format(limit);
        }
    }

    /** The agent that began it is no more, and neither a process nor an exit status is left of it. */
    record Lost() implements AttemptEnd {
        @Override
        public int exit() {
            return Broken.STOPPED;
        }

        @Override
        public String because() {
            return "it was cut off with the agent that had started it";
        }
    }

    /** It was stopped for another reason than time, or never started. */
    record Broken(int exit, String because) implements AttemptEnd {
        static final int STOPPED = Ending.SIGNALS + 15;
        private static final int AS_BASH_DOES_WHEN_IT_CANNOT_EXECUTE = 126;

        static Broken notStarted(String script, IOException e) {
            return new Broken(AS_BASH_DOES_WHEN_IT_CANNOT_EXECUTE, script + " could not be started: " + e.getMessage());
        }

        static Broken notTakenOver(String script, IOException e) {
            return stopped(script + " could not be taken over, and was stopped: " + e.getMessage());
        }

        static Broken stopped(String because) {
            return new Broken(STOPPED, because);
        }
    }
}
