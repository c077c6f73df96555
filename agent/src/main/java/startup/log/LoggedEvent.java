package startup.log;

import java.time.Instant;
import startup.base.Event;

/**
 * An event as it is written down.
 *
 * @param timestamp the wall clock's, which may jump; order comes from the sequence
 * @param sequence from 1, without gaps within a run
 * @param event redacted
 */
public record LoggedEvent(Instant timestamp, long sequence, Event event) {}
