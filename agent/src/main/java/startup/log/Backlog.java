package startup.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import startup.base.Events;

/** What earlier runs could not deliver. It is delivered piece by piece, whenever nothing of this run is due. */
public final class Backlog {
    private final Deque<Arrears> left;
    private final Events events;

    /**
     * One run's log.
     *
     * @param ended whether its verdict is final
     */
    public record Arrears(String run, Delivery delivery, boolean ended) {}

    public Backlog(Collection<Arrears> left, Events events) {
        this.left = new ArrayDeque<>(left);
        this.events = events;
    }

    public static Backlog none(Events events) {
        return new Backlog(List.of(), events);
    }

    /** Delivers one piece. A run whose log cannot be delivered now is left for a later one. */
    void deliverSome() {
        Arrears first = left.peek();
        if (first != null) {
            deliver(first);
        }
    }

    /** Delivers all, each run's as far as it goes. */
    void deliverAll() {
        while (!left.isEmpty() && !Thread.currentThread().isInterrupted()) {
            deliverSome();
        }
    }

    private void deliver(Arrears arrears) {
        try {
            if (!arrears.delivery().putMore(arrears.ended())) {
                left.remove();
                events.info("log.caught-up", "Delivered what was left of the log of run " + arrears.run());
            }
        } catch (IOException e) {
            left.remove();
            events.warn(
                    "log.undelivered",
                    "The log of run " + arrears.run() + " could not be delivered and is kept: " + e.getMessage());
        }
    }
}
