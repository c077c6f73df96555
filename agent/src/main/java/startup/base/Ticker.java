package startup.base;

import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * The monotonic clock, and waiting by it. Durations come from here and never from the wall clock, which jumps on a young
 * machine; tests wind one by hand.
 */
public interface Ticker {
    /** Nanoseconds from an arbitrary origin, as {@link System#nanoTime()}. */
    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;

    /**
     * Sleeps on the way of bytes, where all that goes wrong is an IOException.
     *
     * @throws InterruptedIOException if the thread is interrupted; it stays so
     */
    default void pause(Duration duration) throws InterruptedIOException {
        try {
            sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("told to stop while waiting");
        }
    }

    static Ticker system() {
        return new Ticker() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                // The one place that waits by the clock: everybody else is handed a Ticker.
                Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
            }
        };
    }
}
