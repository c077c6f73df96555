package startup.base;

import java.time.Duration;

/** The moment by which a whole job must be done, however many tries it takes. Compare a time-out, which bounds one try. */
public final class Deadline {
    private final Ticker ticker;
    private final long end;

    private Deadline(Ticker ticker, long end) {
        this.ticker = ticker;
        this.end = end;
    }

    /** A deadline {@code span} from now. A span over 292 years is taken as that. */
    public static Deadline after(Duration span, Ticker ticker) {
        long nanos;
        try {
            nanos = span.toNanos();
        } catch (ArithmeticException tooLong) {
            nanos = Long.MAX_VALUE;
        }
        return new Deadline(ticker, ticker.nanoTime() + nanos);
    }

    /** The time left, zero when it has passed; never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - ticker.nanoTime()));
    }

    public boolean hasPassed() {
        return end - ticker.nanoTime() <= 0;
    }
}
