package startup.log;

/**
 * Where events go: the console, the spool. Called by {@link EventLog} in the order of the sequence and by one thread at
 * a time. No method throws: what goes wrong, a sink tells as an event.
 */
public interface EventSink {
    void accept(LoggedEvent event);

    /**
     * Returns when everything accepted is where it is going, safe from the end of this process.
     *
     * @return whether that is so; a full disk is a reason why not
     */
    boolean flush();

    /** Flushes, and accepts nothing more. */
    void close();

    /** The last sequence number that it holds from an earlier process, with which the log goes on; 0 if none. */
    default long lastSequence() {
        return 0;
    }
}
