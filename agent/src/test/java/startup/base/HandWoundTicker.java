package startup.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still but for sleeping, which takes no time and is written down. */
public final class HandWoundTicker implements Ticker {
    private final List<Duration> sleeps = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        sleeps.add(duration);
        now += duration.toNanos();
    }

    public synchronized void advance(Duration duration) {
        now += duration.toNanos();
    }

    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
