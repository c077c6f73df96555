package startup.run;

import java.time.Duration;

/** How one module ended. The list is closed: a new ending is a new record here. */
public sealed interface ModuleResult {
    String module();

    /** Attempts that were started in this run; 0 if none. */
    default int attempts() {
        return 0;
    }

    /** From the first attempt's start to the end, pauses between attempts included. */
    default Duration took() {
        return Duration.ZERO;
    }

    /** Whether modules that require this one may start. */
    default boolean opensTheWay() {
        return this instanceof Succeeded || this instanceof Unchanged;
    }

    /** Whether it was tried and failed, which is what stops a run and makes a verdict. */
    default boolean isFailure() {
        return this instanceof Failed || this instanceof TimedOut;
    }

    record Succeeded(String module, int attempts, Duration took) implements ModuleResult {}

    /**
     * Its last attempt failed.
     *
     * @param exit the exit status of the last attempt, 128 and the signal's number if a signal ended it
     * @param because one clause for people: {@code start-up.sh: exit status 100}
     */
    record Failed(String module, int attempts, Duration took, int exit, String because) implements ModuleResult {}

    /** Its last attempt came to its time limit and was stopped. */
    record TimedOut(String module, int attempts, Duration took, Duration limit) implements ModuleResult {}

    /**
     * It was not started.
     *
     * @param because one clause for people that names the module whose failure is the reason
     */
    record Skipped(String module, String because) implements ModuleResult {}

    /** It had succeeded on this machine with the same content. */
    record Unchanged(String module) implements ModuleResult {}
}
