package startup.run;

import java.time.Duration;
import java.util.Optional;

/** A script under its wrapper, whoever started it. It has ended when the wrapper has, whatever holds its output. */
interface RunningScript {
    /** Waits for its end, at most so long; says whether it has ended. */
    boolean await(Duration span) throws InterruptedException;

    /** Whether it has ended by now. */
    boolean hasEnded();

    /** Waits likewise, in a thread that may have been interrupted and stays so; another interrupt ends the waiting. */
    default boolean awaitWhateverComes(Duration span) {
        boolean interrupted = Thread.interrupted();
        try {
            return await(span);
        } catch (InterruptedException again) {
            interrupted = true;
            return hasEnded();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What the wrapper has written of it so far. */
    ExitFile exitFile();

    /** How it ended; empty if nobody knows, for the wrapper was killed. */
    Optional<Ending> ending();
}
