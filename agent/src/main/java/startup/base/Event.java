package startup.base;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as a room tells it: before it has a time, a sequence number and its secrets taken out.
 *
 * @param action what happened, from a closed vocabulary of dotted words: {@code fetch.resumed}, {@code module.output}
 * @param message one line for people, without a full stop; for {@code module.output} the line as the module printed it
 * @param module the module it is about, or null if it is about the run
 * @param attempt the attempt it is about, from 1; 0 if it is about none
 * @param part which piece of a line that was split, from 1; 0 if the line is whole
 * @param offset of {@code module.output}: the byte of the attempt's output at which the line or piece begins; else 0
 */
public record Event(
        Level level,
        String action,
        String message,
        @Nullable String module,
        int attempt,
        int part,
        long offset) {
    /** The action of a line that a module printed. */
    public static final String MODULE_OUTPUT = "module.output";

    /** Lower-cased, these are the Elastic Common Schema's {@code log.level}. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    public static Event of(Level level, String action, String message) {
        return new Event(level, action, message, null, 0, 0, 0);
    }

    public static Event ofModule(Level level, String action, String module, int attempt, String message) {
        return new Event(level, action, message, module, attempt, 0, 0);
    }

    /** A whole line of output ({@code part} 0), or one piece of a line that was too long for an event. */
    public static Event output(String module, int attempt, String line, int part, long offset) {
        return new Event(Level.INFO, MODULE_OUTPUT, line, module, attempt, part, offset);
    }

    /** The same in other words. */
    public Event saying(String otherMessage) {
        return new Event(level, action, otherMessage, module, attempt, part, offset);
    }
}
