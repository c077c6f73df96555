package startup.bundle;

import java.util.ArrayList;
import java.util.List;
import startup.base.Events;

/** Remembers which entries came with set-id bits, and tells it once. */
final class DroppedBits {
    private static final int NAMED = 3;

    private final Events events;
    private final List<String> names = new ArrayList<>();
    private long count;

    DroppedBits(Events events) {
        this.events = events;
    }

    void note(Entry entry) {
        if (!entry.attributes().isSetId()) {
            return;
        }
        count++;
        if (names.size() < NAMED) {
            names.add(entry.path().shown());
        }
    }

    void tell() {
        if (count > 0) {
            String others = count > NAMED ? " and " + (count - NAMED) + " more" : "";
            events.warn(
                    "bundle.set-id-dropped",
                    "Set-user-id or set-group-id bits were dropped from " + String.join(", ", names) + others);
        }
    }
}
