package startup.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import startup.base.Event;
import startup.base.Events;
import startup.base.Secret;
import startup.base.Ticker;

/** The real clock, which a test moves on at the moment when a script says that it is ready for that. */
final class JumpingTicker implements Ticker {
    private final Ticker real = Ticker.system();
    private final AtomicLong ahead = new AtomicLong();

    @Override
    public long nanoTime() {
        return real.nanoTime() + ahead.get();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        real.sleep(duration);
    }

    /** Passes on what is told, and jumps by that much for each line that is just {@code ready}. */
    Events jumpingWhenReady(Duration jump, Events next) {
        return new Events() {
            @Override
            public void emit(Event event) {
                next.emit(event);
                if (event.action().equals(Event.MODULE_OUTPUT)
                        && event.message().equals("ready")) {
                    ahead.addAndGet(jump.toNanos());
                }
            }

            @Override
            public void conceal(Secret secret) {
                next.conceal(secret);
            }
        };
    }
}
