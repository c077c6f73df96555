package startup.log;

import java.time.Duration;
import java.util.OptionalLong;
import startup.base.HumanSize;
import startup.base.Progress;
import startup.base.Ticker;

/**
 * How far the download is, on one line below the others of a console that is a terminal. Drawn at most ten times a
 * second; gone when everything has come, or when it is closed.
 */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final long BETWEEN_DRAWINGS = Duration.ofMillis(100).toNanos();

    private final Console console;
    private final Ticker ticker;
    private long drawn;
    private boolean begun;

    public ProgressLine(Console console, Ticker ticker) {
        this.console = console;
        this.ticker = ticker;
    }

    @Override
    public void fetched(long bytes, OptionalLong total) {
        if (total.isPresent() && bytes >= total.getAsLong()) {
            close();
            return;
        }
        long now = ticker.nanoTime();
        if (!begun || now - drawn >= BETWEEN_DRAWINGS) {
            begun = true;
            drawn = now;
            console.showPassing("Fetching: " + text(bytes, total));
        }
    }

    private static String text(long bytes, OptionalLong total) {
        if (total.isEmpty()) {
            return HumanSize.format(bytes);
        }
        long whole = total.getAsLong();
        return HumanSize.format(bytes) + " of " + HumanSize.format(whole) + " (" + percent(bytes, whole) + "%)";
    }

    private static long percent(long bytes, long whole) {
        return (long) (100.0 * bytes / whole);
    }

    /** Erases the line. */
    @Override
    public void close() {
        console.showPassing("");
    }
}
