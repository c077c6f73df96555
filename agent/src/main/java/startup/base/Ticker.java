package startup.base;

import java.time.Duration;

/**
 * The monotonic clock, and waiting by it. Durations come from here and never from the wall clock, which jumps on a young
 * machine; tests wind one by hand.
 */
public interface Ticker {
    /** Nanoseconds from an arbitrary origin, as {@link System#nanoTime()}. */
    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;

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
