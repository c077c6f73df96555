package startup.log;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told, for a test to read. */
final class RecordedSink implements EventSink {
    private final List<LoggedEvent> events = new ArrayList<>();
    private final long lastSequence;
    private int flushes;
    private boolean closed;

    RecordedSink() {
        this(0);
    }

    /** One that holds events of an earlier process. */
    RecordedSink(long lastSequence) {
        this.lastSequence = lastSequence;
    }

    @Override
    public void accept(LoggedEvent event) {
        events.add(event);
    }

    @Override
    public boolean flush() {
        flushes++;
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    List<LoggedEvent> events() {
        return List.copyOf(events);
    }

    List<String> messages() {
        return events.stream().map(logged -> logged.event().message()).toList();
    }

    List<Long> sequences() {
        return events.stream().map(LoggedEvent::sequence).toList();
    }

    int flushes() {
        return flushes;
    }

    boolean isClosed() {
        return closed;
    }
}
