package startup.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import startup.base.HumanDuration;

/**
 * A run for people: a row for each module, and then the verdict. The last line begins {@code OK: }, {@code DEGRADED: },
 * {@code FAILED: } or {@code RUNNING: }; the user-data stub and scripts read it.
 */
public final class SummaryTable {
    private static final String HEAD = "Module";

    private final VerdictDocument document;

    public SummaryTable(VerdictDocument document) {
        this.document = document;
    }

    /** Lines, each with its end. */
    public String write() {
        StringBuilder text = new StringBuilder();
        int width = HEAD.length();
        for (VerdictDocument.Module module : document.modules()) {
            width = Math.max(width, module.name().length());
        }
        if (!document.modules().isEmpty()) {
            row(text, width, HEAD, "Result", "Attempts", "Time", null);
        }
        for (VerdictDocument.Module module : document.modules()) {
            row(
                    text,
                    width,
                    module.name(),
                    module.result().replace('_', ' '),
                    module.attempts() == 0 ? "-" : Integer.toString(module.attempts()),
                    module.attempts() == 0 ? "-" : HumanDuration.format(Duration.ofMillis(module.durationMillis())),
                    module.because());
        }
        return text.append(verdictLine()).append('\n').toString();
    }

    private static void row(
            StringBuilder text,
            int width,
            String name,
            String result,
            String attempts,
            String time,
            @Nullable String because) {
        StringBuilder row = new StringBuilder();
        row.append(name).append(" ".repeat(width - name.length() + 2));
        row.append(String.format(Locale.ROOT, "%-11s%8s  %10s", result, attempts, time));
        if (because != null) {
            row.append("  ").append(because);
        }
        text.append(row.toString().stripTrailing()).append('\n');
    }

    private String verdictLine() {
        String verdict = document.verdict().toUpperCase(Locale.ROOT);
        return verdict + ": " + reason();
    }

    private String reason() {
        if (document.cause() != null) {
            return oneLine(document.cause());
        }
        if (document.interrupted() != null) {
            return "stopped by " + document.interrupted();
        }
        int count = document.modules().size();
        String modules = count + (count == 1 ? " module" : " modules");
        Instant ended = document.ended();
        return ended == null
                ? modules + ", since " + document.started()
                : modules + " in " + HumanDuration.format(Duration.between(document.started(), ended));
    }

    private static String oneLine(String cause) {
        return cause.replace("\n", "; ");
    }
}
