package startup.base;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The world is at fault and the agent stops what it does: what failed, why, and what to do next.
 *
 * <p>It is an {@link IOException} so that a stage of the stream can throw it from {@code read} and every stage above
 * hands it on unchanged. The three parts are clauses without a full stop; {@link #getMessage()} joins them into the one
 * line that people see. No part may hold a key, a token or a query string.
 */
public class AgentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final String what;
    private final String why;
    private final String action;

    public AgentException(ExitStatus status, String what, String why, String action) {
        this(status, what, why, action, null);
    }

    public AgentException(ExitStatus status, String what, String why, String action, @Nullable Throwable cause) {
        super(what + ": " + why + ". " + action + ".", cause);
        this.status = status;
        this.what = what;
        this.why = why;
        this.action = action;
    }

    public ExitStatus status() {
        return status;
    }

    public String what() {
        return what;
    }

    public String why() {
        return why;
    }

    public String action() {
        return action;
    }
}
