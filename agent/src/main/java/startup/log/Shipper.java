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
    /** With the second that the spool takes, a look and the way itself, this stays under five. */
    private static final Duration CUT = Duration.ofSeconds(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(60);
    private static final RetryPolicy PAUSES = new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(15));
    private static final RetryPolicy LAST_PAUSES = new RetryPolicy(Duration.ofMillis(250), Duration.ofSeconds(3));
    /** A store that refuses one request is no news; it is told when it refuses the next one too. */
    private static final int WORTH_TELLING = 2;
    /** For the logs of earlier runs, when this run's has arrived. */
    private static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(10);
    /** An interrupt cuts the connection, so little is left to wait for. */
    private static final long LAST_BREATH_MILLIS = 1000;

    private final Opening opening;
    private final Supplier<byte[]> signOfLife;
    private final Events events;
    private final Events console;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Thread thread = new Thread(this::ship, "shipper");

    private @Nullable Cargo opened;
    private @Nullable Deadline nextSignOfLife;
    private @Nullable Deadline nextCut;
    private boolean cutNow;
    private int failures;
    private String told = "";

    private boolean hurried;
    private boolean finishing;
    private boolean ended;
    private boolean delivered;
    private boolean over;

    /** What there is to deliver. It is opened in the shipper's thread, for it may have to wait for what names its place. */
    public interface Opening {
        Cargo open() throws IOException, InterruptedException;
    }

    /**
     * One run's log.
     *
     * @param backlog delivered beside it, when nothing of it is due
     */
    public record Cargo(Delivery delivery, Backlog backlog) {}

    /**
     * Ships one run's log.
     *
     * @param signOfLife what tells that the machine lives, as it is at this moment
     * @param events the log that is shipped; told of trouble while the run is under way
     * @param console told of trouble after the run's end, for then its log must not grow any more
     * @param random for the pauses after a failure
     */
    public Shipper(
            Opening opening,
            Supplier<byte[]> signOfLife,
            Events events,
            Events console,
            Ticker ticker,
            RandomGenerator random) {
        this.opening = opening;
        this.signOfLife = signOfLife;
        this.events = events;
        this.console = console;
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
     * Delivers what is left and stops, whether it was started or not. Nothing more may be written to the spool.
     *
     * @param runEnded whether the verdict is final, and so is delivered too
     * @param patience how long may pass meanwhile
     * @return whether all has been delivered
     */
    public boolean finish(boolean runEnded, Duration patience) throws InterruptedException {
        try {
            return await(runEnded, Deadline.after(patience, ticker));
        } finally {
            thread.interrupt();
            thread.join(LAST_BREATH_MILLIS);
        }
    }

    private synchronized boolean await(boolean runEnded, Deadline deadline) throws InterruptedException {
        ended = runEnded;
        finishing = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        notifyAll();
        while (!delivered && !over && !deadline.hasPassed()) {
            wait(1 + deadline.remaining().toMillis());
        }
        Deadline ofOthers = Deadline.after(PATIENCE_WITH_OTHERS, ticker);
        while (delivered && !over && !deadline.hasPassed() && !ofOthers.hasPassed()) {
            wait(1 + ofOthers.remaining().toMillis());
        }
        return delivered;
    }

    private void ship() {
        try {
            while (!isFinishing()) {
                Duration pause = attempt(this::deliverWhatIsDue, PAUSES);
                await(pause.isZero() ? BETWEEN_LOOKS : pause);
            }
            for (Duration pause = deliverTheRest(); !pause.isZero(); pause = deliverTheRest()) {
                ticker.sleep(pause);
            }
            cargo().backlog().deliverAll();
        } catch (InterruptedException patienceIsOver) {
            // what is left is kept, and delivered later
        } catch (IOException | RuntimeException fault) {
            events.emit(Event.of(Event.Level.ERROR, "log.fault", "The log is not delivered any more: " + fault));
        } finally {
            synchronized (this) {
                over = true;
                notifyAll();
            }
        }
    }

    /** One step of a delivery; says whether anything was put. */
    private interface Step {
        boolean take() throws IOException, InterruptedException;
    }

    /** How long to wait before another attempt: not at all if this one succeeded. */
    private Duration attempt(Step step, RetryPolicy pauses) throws InterruptedException {
        try {
            if (step.take()) {
                recovered();
            }
            return Duration.ZERO;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("told to stop while the log was being delivered");
            }
            failed(e);
            Duration asked = e instanceof StoreRefusal refusal ? refusal.notBefore() : Duration.ZERO;
            return asked.plus(pauses.pauseAfter(failures, random)).plusMillis(1);
        }
    }

    private Cargo cargo() throws IOException, InterruptedException {
        Cargo cargo = opened;
        if (cargo == null) {
            cargo = opening.open();
            opened = cargo;
        }
        return cargo;
    }

    private boolean deliverWhatIsDue() throws IOException, InterruptedException {
        cutNow |= takeHurry();
        Delivery delivery = cargo().delivery();
        boolean put = delivery.putStarted();
        if (isSegmentDue(delivery)) {
            do {
                put |= delivery.putSegment();
            } while (delivery.missing() >= Segment.MOST_BYTES && !isFinishing());
            nextCut = null;
            cutNow = false;
        }
        if (nextSignOfLife == null || nextSignOfLife.hasPassed()) {
            delivery.putAlive(signOfLife.get());
            nextSignOfLife = Deadline.after(BETWEEN_SIGNS_OF_LIFE, ticker);
            put = true;
        }
        if (!put) {
            cargo().backlog().deliverSome();
        }
        return put;
    }

    private boolean isSegmentDue(Delivery delivery) throws IOException {
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

    private Duration deliverTheRest() throws InterruptedException {
        return attempt(
                () -> {
                    cargo().delivery().putRest(hasEnded());
                    settled();
                    return true;
                },
                LAST_PAUSES);
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized void settled() {
        delivered = true;
        notifyAll();
    }

    private void failed(IOException e) {
        failures++;
        String why = String.valueOf(e.getMessage());
        boolean news = failures >= WORTH_TELLING || isFinishing();
        if (news && !why.equals(told)) {
            told = why;
            listener()
                    .warn("log.undelivered", "The log is kept and tried again, for it could not be delivered: " + why);
        }
    }

    private void recovered() {
        if (!told.isEmpty()) {
            listener().info("log.delivered", "The log is delivered again, after " + failures + " failed tries");
        }
        failures = 0;
        told = "";
    }

    private Events listener() {
        return isFinishing() ? console : events;
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
