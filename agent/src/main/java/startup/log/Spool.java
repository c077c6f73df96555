package startup.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import startup.base.Event;
import startup.base.Events;

/**
 * A run's events on disk, {@code events.ndjson}: one line each, appended.
 *
 * <p>What is written, and when: a warning or an error at once, with all before it; anything else within a second, or
 * when 64 KiB have come together. Written means that it outlives this process. It outlives a loss of power after
 * {@link #flush}, which whoever deletes an attempt's raw output calls first: until then the output is the second copy
 * of what a killed agent had not written.
 *
 * <p>When the disk is full the run goes on. Lines wait in memory, up to 1 MiB, and are written when there is room again;
 * the others are counted. Both is told once.
 */
public final class Spool implements EventSink {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SpoolBuffer buffer = new SpoolBuffer();
    private final SpoolFile file;
    private final EventLine line;
    private final long lastSequence;
    private final Events events;
    private final Duration longestWait;
    private @Nullable Thread writer;
    private boolean failing;
    private boolean closed;
    private long lost;

    Spool(SpoolFile file, EventLine line, long lastSequence, Events events, Duration longestWait) {
        this.file = file;
        this.line = line;
        this.lastSequence = lastSequence;
        this.events = events;
        this.longestWait = longestWait;
    }

    /**
     * The spool of a run, made or gone on with.
     *
     * @param cloud asked for every event, so it must cost nothing
     * @param events where to tell that the disk is full: the log that this sink is added to
     */
    public static Spool open(Path path, String run, Supplier<Optional<CloudFacts>> cloud, Events events)
            throws IOException {
        long last = SpoolTail.mend(path);
        return new Spool(SpoolFile.open(path), new EventLine(run, cloud), last, events, LONGEST_WAIT);
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    /** Events that are not in the file and never will be. */
    public long lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void accept(LoggedEvent logged) {
        Event trouble = null;
        lock.lock();
        try {
            if (closed) {
                lost++;
                return;
            }
            boolean first = buffer.isEmpty();
            buffer.add(line.of(logged));
            boolean urgent = logged.event().level().compareTo(Event.Level.WARN) >= 0;
            if (!failing && (urgent || buffer.isWorthWriting())) {
                trouble = write();
            } else if (first || writer == null) {
                wakeWriter();
            }
        } finally {
            lock.unlock();
        }
        tell(trouble);
    }

    @Override
    public boolean flush() {
        Event trouble;
        boolean safe;
        lock.lock();
        try {
            trouble = closed ? null : writeSafely();
            safe = !closed && !failing;
        } finally {
            lock.unlock();
        }
        tell(trouble);
        return safe;
    }

    @Override
    public void close() {
        flush();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                lost += buffer.lostAtTheEnd();
                changed.signalAll();
                file.close();
            }
        } catch (IOException nothingLeftToSave) {
            // Everything that could be written has been forced to the disk, or is counted.
        } finally {
            lock.unlock();
        }
    }

    /** Outside the lock, for the log that hears it holds its own while it calls here. */
    private void tell(@Nullable Event trouble) {
        if (trouble != null) {
            events.emit(trouble);
        }
    }

    private @Nullable Event writeSafely() {
        Event trouble = write();
        if (!failing) {
            try {
                file.force();
            } catch (IOException e) {
                trouble = failed(e);
            }
        }
        return trouble;
    }

    private @Nullable Event write() {
        try {
            buffer.writeTo(file);
            return recovered();
        } catch (IOException e) {
            return failed(e);
        }
    }

    private @Nullable Event failed(IOException why) {
        if (failing) {
            return null;
        }
        failing = true;
        return Event.of(
                Event.Level.WARN,
                "log.full",
                "The log's file cannot be written (" + why.getMessage() + "); the run goes on, and its events wait");
    }

    private @Nullable Event recovered() {
        if (!failing) {
            return null;
        }
        failing = false;
        long now = buffer.takeLost();
        lost += now;
        return Event.of(
                Event.Level.WARN, "log.lost", "The log's file can be written again; " + now + " events were lost");
    }

    /** Started by the first event that waits, for most commands have none. */
    private void wakeWriter() {
        if (writer == null) {
            writer = new Thread(this::writeEverySecond, "spool");
            writer.setDaemon(true);
            writer.start();
        }
        changed.signalAll();
    }

    private void writeEverySecond() {
        boolean open = true;
        while (open) {
            Event trouble = null;
            lock.lock();
            try {
                open = waitForLines();
                if (open) {
                    trouble = write();
                }
            } catch (InterruptedException nobodyDoesThat) {
                return;
            } finally {
                lock.unlock();
            }
            tell(trouble);
        }
    }

    /** Returns false when there will be no more. */
    private boolean waitForLines() throws InterruptedException {
        while (buffer.isEmpty() && !closed) {
            changed.await();
        }
        long left = longestWait.toNanos();
        while (left > 0 && !closed) {
            left = changed.awaitNanos(left);
        }
        return !closed;
    }
}
