package startup.log;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import startup.base.Deadline;
import startup.base.Event;
import startup.base.Events;
import startup.base.RetryPolicy;
import startup.base.Ticker;

/**
 * Gets the log off the machine while it is written, in a thread of its own: it follows the spool and puts a segment 2 s
 * after its first line, or when it has 1 MiB. What goes wrong on the way never reaches the run: it is told, and tried
 * again with growing pauses.
 */
public final class Shipper {
    /** With the second that the spool takes, half a second of looking and the way itself, this stays under five. */
    private static final Duration CUT = Duration.ofSeconds(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(60);
    private static final RetryPolicy PAUSES = new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(15));
    private static final RetryPolicy LAST_PAUSES = new RetryPolicy(Duration.ofMillis(250), Duration.ofSeconds(3));

    private final Delivery delivery;
    private final Backlog backlog;
    private final Supplier<byte[]> signOfLife;
    private final Events events;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Thread thread = new Thread(this::ship, "shipper");

    private @Nullable Deadline nextSignOfLife;
    private @Nullable Deadline nextCut;
    private boolean cutNow;
    private int failures;
    private String told = "";

    private boolean hurried;
    private boolean finishing;
    private boolean ended;
    private boolean delivered;

    /**
     * Ships one run's log.
     *
     * @param backlog delivered beside it, when nothing of it is due
     * @param signOfLife what tells that the machine lives, as it is at this moment
     * @param random for the pauses after a failure
     */
    public Shipper(
            Delivery delivery,
            Backlog backlog,
            Supplier<byte[]> signOfLife,
            Events events,
            Ticker ticker,
            RandomGenerator random) {
        this.delivery = delivery;
        this.backlog = backlog;
        this.signOfLife = signOfLife;
        this.events = events;
        this.ticker = ticker;
        this.random = random;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** The machine may soon be gone: what is in the spool is put at once. */
    public synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    /**
     * Delivers what is left and stops, whether it was started or not. Nothing more may be written to the spool that must be delivered.
     *
     * @param runEnded whether the verdict is final, and so is delivered too
     * @param patience how long may pass meanwhile
     * @return whether all has been delivered
     */
    public synchronized boolean finish(boolean runEnded, Duration patience) throws InterruptedException {
        ended = runEnded;
        finishing = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        notifyAll();
        Deadline deadline = Deadline.after(patience, ticker);
        try {
            while (thread.isAlive() && !deadline.hasPassed()) {
                wait(Math.max(1, Math.min(deadline.remaining().toMillis(), BETWEEN_LOOKS.toMillis())));
            }
            return delivered;
        } finally {
            thread.interrupt();
        }
    }

    private void ship() {
        try {
            while (!isFinishing()) {
                Duration pause = attempt(this::deliverWhatIsDue, PAUSES);
                await(pause.isZero() ? BETWEEN_LOOKS : pause);
            }
            Duration pause = attempt(this::deliverTheRest, LAST_PAUSES);
            while (!pause.isZero()) {
                ticker.sleep(pause);
                pause = attempt(this::deliverTheRest, LAST_PAUSES);
            }
            backlog.deliverAll();
        } catch (InterruptedException patienceIsOver) {
            // what is left is kept, and delivered later
        } catch (RuntimeException fault) {
            events.emit(Event.of(Event.Level.ERROR, "log.fault", "The log is not delivered any more: " + fault));
        }
    }

    /** One step of a delivery. */
    private interface Step {
        void take() throws IOException;
    }

    /** How long to wait before another attempt: not at all if this one succeeded. */
    private Duration attempt(Step step, RetryPolicy pauses) {
        try {
            step.take();
            recovered();
            return Duration.ZERO;
        } catch (IOException e) {
            failed(e);
            return pauses.pauseAfter(failures, random).plusMillis(1);
        }
    }

    private void deliverWhatIsDue() throws IOException {
        cutNow |= takeHurry();
        delivery.putStarted();
        if (nextSignOfLife == null || nextSignOfLife.hasPassed()) {
            delivery.putAlive(signOfLife.get());
            nextSignOfLife = Deadline.after(BETWEEN_SIGNS_OF_LIFE, ticker);
        }
        if (isSegmentDue()) {
            nextCut = null;
            while (delivery.putSegment() && delivery.missing() >= Segment.MOST_BYTES) {
                // a module that prints faster than segments are due
            }
            cutNow = false;
        } else {
            backlog.deliverSome();
        }
    }

    private boolean isSegmentDue() throws IOException {
        long missing = delivery.missing();
        if (missing > 0 && nextCut == null) {
            nextCut = Deadline.after(CUT, ticker);
        }
        return missing >= Segment.MOST_BYTES || (nextCut != null && (cutNow || nextCut.hasPassed()));
    }

    private synchronized boolean takeHurry() {
        boolean taken = hurried;
        hurried = false;
        return taken;
    }

    private void deliverTheRest() throws IOException {
        delivery.putRest(ended);
        synchronized (this) {
            delivered = true;
        }
    }

    private void failed(IOException e) {
        failures++;
        String why = String.valueOf(e.getMessage());
        if (!why.equals(told)) {
            told = why;
            events.warn("log.undelivered", "The log is kept and tried again, for it could not be delivered: " + why);
        }
    }

    private void recovered() {
        if (failures > 0) {
            events.info("log.delivered", "The log is delivered again, after " + failures + " failed tries");
            failures = 0;
            told = "";
        }
    }

    private synchronized boolean isFinishing() {
        return finishing;
    }

    private synchronized void await(Duration pause) throws InterruptedException {
        Deadline end = Deadline.after(pause, ticker);
        while (!finishing && !hurried && !end.hasPassed()) {
            wait(1 + end.remaining().toMillis());
        }
    }
}
