package startup.base;

/**
 * Where a room tells what happens to it. The log room writes it down; a test reads it back. Safe for many threads.
 */
public interface Events {
    /** Never throws and never blocks for long: a log that fails must not fail the run. */
    void emit(Event event);

    /**
     * From now on this value is never shown: not as it is, nor as base64, nor URL-encoded. The secret may be closed
     * afterwards; what must be recognised is copied.
     */
    void conceal(Secret secret);

    /** An event that an earlier agent told: it counts for what it means to the next, and nobody is told again. */
    default void recall(Event event) {}

    default void debug(String action, String message) {
        emit(Event.of(Event.Level.DEBUG, action, message));
    }

    default void info(String action, String message) {
        emit(Event.of(Event.Level.INFO, action, message));
    }

    default void warn(String action, String message) {
        emit(Event.of(Event.Level.WARN, action, message));
    }
}
