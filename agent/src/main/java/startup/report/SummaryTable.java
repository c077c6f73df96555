package startup.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import startup.base.HumanDuration;
import startup.log.VisibleText;

/**
 * A run for people: a row for each module, and then the verdict. The last line begins {@code OK: }, {@code DEGRADED: },
 * {@code FAILED: } or {@code RUNNING: }; the user-data stub and scripts read it. The same for the end of a run and for
 * {@code status}. The run's time is the wall clock's, which may have jumped.
 */
public final class SummaryTable {
    private static final String BETWEEN_COLUMNS = "  ";
    /** The column of numbers, which stand at its right. */
    private static final int ATTEMPTS = 2;

    private final VerdictDocument document;

    public SummaryTable(VerdictDocument document) {
        this.document = document;
    }

    /** Lines, each with its end. */
    public String write() {
        StringBuilder text = new StringBuilder();
        if (!document.modules().isEmpty()) {
            addRows(text);
        }
        String verdict = document.verdict().toUpperCase(Locale.ROOT);
        return text.append(verdict).append(": ").append(reason()).append('\n').toString();
    }

    private String reason() {
        String cause = document.cause();
        if (cause != null) {
            return VisibleText.of(cause);
        }
        String progress = document.ended() == null
                ? count(true) + " of " + modules() + " ended"
                : modules() + time(document.started(), document.ended()) + unchanged();
        return document.interrupted() == null ? progress : "stopped by " + document.interrupted() + ", " + progress;
    }

    private String modules() {
        int count = document.modules().size();
        return count + (count == 1 ? " module" : " modules");
    }

    private static String time(Instant started, Instant ended) {
        Duration took = Duration.between(started, ended);
        return " in " + HumanDuration.format(took.isNegative() ? Duration.ZERO : took);
    }

    private String unchanged() {
        int count = count(false);
        return count == 0 ? "" : ", " + count + " unchanged";
    }

    /** How many have ended, or of those how many did not have to run. */
    private int count(boolean all) {
        int count = 0;
        for (VerdictDocument.Module module : document.modules()) {
            boolean counts = all ? module.hasEnded() : module.result().equals("unchanged");
            count += counts ? 1 : 0;
        }
        return count;
    }

    private void addRows(StringBuilder text) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MODULE", "RESULT", "ATTEMPTS", "TIME", ""));
        for (VerdictDocument.Module module : document.modules()) {
            rows.add(cells(module));
        }
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            text.append(line(row, widths)).append('\n');
        }
    }

    private static List<String> cells(VerdictDocument.Module module) {
        boolean ran = module.hasEnded() && module.attempts() > 0;
        return List.of(
                VisibleText.of(module.name()),
                module.result().replace('_', ' '),
                module.attempts() == 0 ? "-" : Integer.toString(module.attempts()),
                ran ? HumanDuration.format(Duration.ofMillis(module.durationMillis())) : "-",
                orNothing(module.because()));
    }

    private static String orNothing(@Nullable String because) {
        return because == null ? "" : VisibleText.of(because);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String padding = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : BETWEEN_COLUMNS);
            line.append(i == ATTEMPTS ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
