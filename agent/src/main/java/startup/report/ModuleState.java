package startup.report;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import startup.run.ModuleResult;

/**
 * How one module of a run stands.
 *
 * @param attempts started in this run
 * @param exit the last attempt's exit status; empty if none has ended by itself
 * @param took from the first attempt's start to the end; nothing as long as it has not ended
 * @param because why it was skipped, else null: why it failed is the run's cause
 */
public record ModuleState(
        String name,
        Result result,
        int attempts,
        OptionalInt exit,
        Duration took,
        @Nullable String because) {

    /** The closed list of what may be said of a module. Lower-cased, these are the names in documents. */
    public enum Result {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        SKIPPED,
        UNCHANGED;

        /** As documents and people name it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** It has not been started. */
    public static ModuleState pending(String name) {
        return new ModuleState(name, Result.PENDING, 0, OptionalInt.empty(), Duration.ZERO, null);
    }

    /** Its attempt of this number is under way. */
    public static ModuleState running(String name, int attempt) {
        return new ModuleState(name, Result.RUNNING, attempt, OptionalInt.empty(), Duration.ZERO, null);
    }

    /** It has ended. */
    public static ModuleState of(ModuleResult ended) {
        return new ModuleState(
                ended.module(), result(ended), ended.attempts(), exit(ended), ended.took(), because(ended));
    }

    /** Whether it is one of those that a run waits for. */
    boolean hasEnded() {
        return result != Result.PENDING && result != Result.RUNNING;
    }

    private static Result result(ModuleResult ended) {
        if (ended instanceof ModuleResult.Succeeded) {
            return Result.SUCCEEDED;
        } else if (ended instanceof ModuleResult.Failed) {
            return Result.FAILED;
        } else if (ended instanceof ModuleResult.TimedOut) {
            return Result.TIMED_OUT;
        } else if (ended instanceof ModuleResult.Skipped) {
            return Result.SKIPPED;
        } else if (ended instanceof ModuleResult.Unchanged) {
            return Result.UNCHANGED;
        }
        throw new IllegalArgumentException("no name for " + ended);
    }

    private static OptionalInt exit(ModuleResult ended) {
        if (ended instanceof ModuleResult.Failed failed) {
            return OptionalInt.of(failed.exit());
        }
        return ended instanceof ModuleResult.Succeeded ? OptionalInt.of(0) : OptionalInt.empty();
    }

    private static @Nullable String because(ModuleResult ended) {
        return ended instanceof ModuleResult.Skipped skipped ? skipped.because() : null;
    }
}
