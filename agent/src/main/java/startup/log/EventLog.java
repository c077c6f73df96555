package startup.log;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import startup.base.Event;
import startup.base.Events;
import startup.base.Secret;

/**
 * Numbers, dates and redacts each event and hands it to its sinks. Safe for many threads, and the only one that speaks
 * to the sinks, so that all of them see one order. Never throws.
 *
 * <p>The spool comes later than the console, for a run has a folder only when it has begun. What was told before is kept
 * for the first sink that is added, up to {@value #MOST_EARLY} events, and told to it first.
 */
public final class EventLog implements Events, AutoCloseable {
    /** Before the first module starts a run tells a few dozen. */
    static final int MOST_EARLY = 1000;

    private final InstantSource wallClock;
    private final Redactor redactor;
    private final OutputRedaction redaction;
    private final List<Sink> sinks = new ArrayList<>();
    private final Deque<Event> waiting = new ArrayDeque<>();
    private @Nullable List<LoggedEvent> early = new ArrayList<>();
    private long sequence;
    private long notKept;
    private boolean telling;

    public EventLog(InstantSource wallClock, Redactor redactor, List<EventSink> sinks) {
        this.wallClock = wallClock;
        this.redactor = redactor;
        this.redaction = new OutputRedaction(redactor, this::tell);
        for (EventSink sink : sinks) {
            this.sinks.add(new Sink(sink));
        }
    }

    @Override
    public synchronized void emit(Event event) {
        waiting.add(event);
        tellWaiting();
    }

    @Override
    public synchronized void recall(Event event) {
        redaction.recall(event);
    }

    /** A sink that tells an event while it is being told one is heard after it. */
    private void tellWaiting() {
        if (telling) {
            return;
        }
        telling = true;
        try {
            for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
                redaction.redact(event);
            }
        } finally {
            telling = false;
        }
    }

    private void tell(Event redacted) {
        LoggedEvent logged = new LoggedEvent(wallClock.instant(), ++sequence, redacted);
        if (early != null) {
            keep(early, logged);
        }
        for (int i = 0; i < sinks.size(); i++) {
            sinks.get(i).accept(logged);
        }
    }

    private void keep(List<LoggedEvent> kept, LoggedEvent logged) {
        if (kept.size() < MOST_EARLY) {
            kept.add(logged);
        } else {
            notKept++;
        }
    }

    /** Adds a sink that records. The first one is told what was told before, in continuation of its own sequence. */
    public synchronized void addSink(EventSink added) {
        Sink sink = new Sink(added);
        List<LoggedEvent> replay = early;
        if (replay != null) {
            early = null;
            sequence = added.lastSequence();
            for (LoggedEvent each : replay) {
                sink.accept(new LoggedEvent(each.timestamp(), ++sequence, each.event()));
            }
        }
        sinks.add(sink);
        if (notKept > 0) {
            waiting.add(Event.of(Event.Level.WARN, "log.lost", notKept + " early events are not in the log's file"));
            notKept = 0;
        }
        tellWaiting();
    }

    @Override
    public void conceal(Secret secret) {
        redactor.conceal(secret);
    }

    /** What takes secrets out of what is written elsewhere: verdicts, reports. */
    public Redactor redactor() {
        return redactor;
    }

    /**
     * Returns when every sink holds safely what was told so far. The held end of a split line is not told by this.
     *
     * @return whether every sink does; only then may another copy be deleted
     */
    public synchronized boolean flush() {
        boolean safe = true;
        for (Sink sink : sinks) {
            safe &= sink.flush();
        }
        tellWaiting();
        return safe;
    }

    /** Flushes, and closes every sink. What is told afterwards is lost. */
    @Override
    public synchronized void close() {
        redaction.release();
        flush();
        for (Sink sink : sinks) {
            sink.close();
        }
        sinks.clear();
        early = null;
    }

    /** Keeps a faulty sink from failing the run; it is told no more. */
    private final class Sink {
        private final EventSink sink;
        private boolean faulty;

        Sink(EventSink sink) {
            this.sink = sink;
        }

        void accept(LoggedEvent event) {
            if (!faulty) {
                try {
                    sink.accept(event);
                } catch (RuntimeException fault) {
                    drop(fault);
                }
            }
        }

        boolean flush() {
            try {
                return !faulty && sink.flush();
            } catch (RuntimeException fault) {
                drop(fault);
                return false;
            }
        }

        void close() {
            try {
                sink.close();
            } catch (RuntimeException fault) {
                drop(fault);
            }
        }

        private void drop(RuntimeException fault) {
            faulty = true;
            String name = sink.getClass().getSimpleName();
            waiting.add(Event.of(Event.Level.ERROR, "log.fault", name + " failed and is told no more: " + fault));
        }
    }
}
