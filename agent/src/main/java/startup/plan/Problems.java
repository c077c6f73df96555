package startup.plan;

import java.util.ArrayList;
import java.util.List;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * What is wrong, gathered so that all of it is reported at once: one clause each, numbered, in
 * one line, because a line is what a log, a verdict and the last words of a boot script have room for.
 */
final class Problems {
    /** More than anybody reads at once; the rest is counted. */
    static final int MOST_SHOWN = 50;

    private final List<String> shown = new ArrayList<>();
    private int count;

    void add(String clause) {
        count++;
        if (shown.size() < MOST_SHOWN) {
            shown.add(clause);
        }
    }

    /** Whether what is added from now on is only counted, so that its words need no care. */
    boolean isFull() {
        return shown.size() == MOST_SHOWN;
    }

    /** Throws an error of usage with all clauses as its reason. */
    void throwIfAny(String what, String action) throws AgentException {
        if (count > 0) {
            throw new AgentException(ExitStatus.USAGE, what, text(), action);
        }
    }

    private String text() {
        if (count == 1) {
            return shown.get(0);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            text.append(i == 0 ? "(" : "; (").append(i + 1).append(") ").append(shown.get(i));
        }
        return count == shown.size() ? text.toString() : text + "; and " + (count - shown.size()) + " more";
    }
}
