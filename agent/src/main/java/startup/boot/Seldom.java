package startup.boot;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does something that is asked for often no more often than it can be done in a tenth of the time: what is asked for
 * meanwhile is done once, later, in a thread that is started only then. For work that shows the newest state. Safe for
 * many threads.
 */
final class Seldom {
    private static final int SHARE = 10;

    private final Runnable work;
    private long due = System.nanoTime();
    private @Nullable Thread later;

    Seldom(Runnable work) {
        this.work = work;
    }

    /** Returns when it is done, or will be. */
    synchronized void ask() {
        if (later != null) {
            return;
        }
        if (due - System.nanoTime() <= 0) {
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
            TimeUnit.NANOSECONDS.sleep(pause());
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            later = null;
            doIt();
        }
    }

    private synchronized long pause() {
        return due - System.nanoTime();
    }

    private void doIt() {
        long begin = System.nanoTime();
        work.run();
        long end = System.nanoTime();
        due = end + SHARE * (end - begin);
    }
}
