package startup.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import startup.base.Events;

/** What earlier runs could not deliver. It is delivered piece by piece, whenever nothing of this run is due. */
public final class Backlog {
    /** One refused request is no reason to leave a run's log for another day; a store that is away is. */
    private static final int MOST_FAILURES = 3;

    private final Deque<Arrears> left;
    private final Events console;
    private int failures;

    /**
     * One run's log.
     *
     * @param ended whether its verdict is final
     */
    public record Arrears(String run, Delivery delivery, boolean ended) {}

    /** Tells how it went to people only: it is no part of any run's log. */
    public Backlog(Collection<Arrears> left, Events console) {
        this.left = new ArrayDeque<>(left);
        this.console = console;
    }

    public static Backlog none(Events console) {
        return new Backlog(List.of(), console);
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
            boolean more = arrears.delivery().putMore(arrears.ended());
            failures = 0;
            if (!more) {
                left.remove();
                console.info("log.caught-up", "Delivered what was left of the log of run " + arrears.run());
            }
        } catch (IOException e) {
            failures++;
            if (failures == MOST_FAILURES) {
                failures = 0;
                left.remove();
                console.warn(
                        "log.undelivered",
                        "The log of run " + arrears.run() + " could not be delivered and is kept: " + e.getMessage());
            }
        }
    }
}
