package startup.run;

import java.time.Duration;
import java.util.Optional;

/** A script under its wrapper, whoever started it. It has ended when the wrapper has, whatever holds its output. */
interface RunningScript {
    /** Waits for its end, at most so long; says whether it has ended. */
    boolean await(Duration span) throws InterruptedException;

    /** Likewise, in a thread that may have been interrupted and stays so. */
    boolean awaitWhateverComes(Duration span);

    /** What the wrapper has written of it so far. */
    ExitFile exitFile();

    /** How it ended; empty if nobody knows, for the wrapper was killed. */
    Optional<Ending> ending();
}
