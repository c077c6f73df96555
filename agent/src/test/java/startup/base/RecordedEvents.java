package startup.base;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was told, for a test to read. */
public final class RecordedEvents implements Events {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<Integer> concealedLengths = new CopyOnWriteArrayList<>();

    @Override
    public void emit(Event event) {
        events.add(event);
    }

    @Override
    public void conceal(Secret secret) {
        concealedLengths.add(secret.length());
    }

    public List<Event> all() {
        return List.copyOf(events);
    }

    /** The messages of one action, in order. */
    public List<String> messages(String action) {
        return events.stream()
                .filter(event -> event.action().equals(action))
                .map(Event::message)
                .toList();
    }

    public List<Integer> concealedLengths() {
        return List.copyOf(concealedLengths);
    }
}
