package startup.boot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import startup.base.Ticker;

/**
 * Does something that is asked for often no more often than it can be done in a tenth of the time: what is asked for
 * meanwhile is done once, later, in a thread that is started only then. For work that shows the newest state. Safe for
 * many threads.
 */
final class Seldom {
    private static final int SHARE = 10;

    private final Runnable work;
    private final Ticker ticker;
    private long due;
    private @Nullable Thread later;

    Seldom(Runnable work, Ticker ticker) {
        this.work = work;
        this.ticker = ticker;
        this.due = ticker.nanoTime();
    }

    /** Returns when it is done, or will be. */
    synchronized void ask() {
        if (later != null) {
            return;
        }
        if (due - ticker.nanoTime() <= 0) {
            doIt();
        } else {
            Thread thread = new Thread(this::doLater, "seldom");
            thread.setDaemon(true);
            later = thread;
            thread.start();
        }
    }

    private void doLater() {
        try {
            ticker.sleep(Duration.ofNanos(Math.max(0, pause())));
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            later = null;
            doIt();
        }
    }

    private synchronized long pause() {
        return due - ticker.nanoTime();
    }

    private void doIt() {
        long begin = ticker.nanoTime();
        work.run();
        long end = ticker.nanoTime();
        due = end + SHARE * (end - begin);
    }
}
