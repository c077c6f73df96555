package startup.base;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A clock that stands still: a sleep by it ends by an interrupt only. */
public final class StandingTicker implements Ticker {
    private final CountDownLatch asleep = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        asleep.countDown();
        try {
            new CountDownLatch(1).await();
        } finally {
            interrupted.countDown();
        }
    }

    /** Returns when a thread sleeps, or has slept. */
    public void awaitSleep() throws InterruptedException {
        asleep.await();
    }

    /** Returns when a sleep has been interrupted. */
    public void awaitInterrupt() throws InterruptedException {
        interrupted.await();
    }

    public boolean wasInterrupted() {
        return interrupted.getCount() == 0;
    }
}
