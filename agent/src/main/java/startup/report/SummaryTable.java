package startup.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import startup.base.HumanDuration;
import startup.log.VisibleText;
import startup.report.ModuleState.Result;

/**
 * What happened, for people: a row for each module, then one line with the verdict, which is always the last. The same
 * for the end of a run and for {@code status}.
 */
public final class SummaryTable {
    private static final String BETWEEN_COLUMNS = "  ";
    /** The column of numbers, which stand at its right. */
    private static final int ATTEMPTS = 2;

    private final VerdictDocument document;
    private final Duration took;

    /**
     * The summary of a run.
     *
     * @param document without secrets: {@link VerdictDocument#redacted}
     * @param took the whole run, by the monotonic clock
     */
    public SummaryTable(VerdictDocument document, Duration took) {
        this.document = document;
        this.took = took;
    }

    /** The summary of a run of which only the document is left: its time is the wall clock's, which may have jumped. */
    public static SummaryTable of(VerdictDocument document) {
        Instant ended = document.ended();
        Duration took = ended == null ? Duration.ZERO : Duration.between(document.started(), ended);
        return new SummaryTable(document, took.isNegative() ? Duration.ZERO : took);
    }

    /** The rows and the verdict, in order, without line ends. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!document.modules().isEmpty()) {
            addRows(lines);
        }
        lines.add(verdictLine());
        return lines;
    }

    /** The last line alone. */
    public String verdictLine() {
        String verdict = document.verdict().toUpperCase(Locale.ROOT);
        if (document.verdict().equals(VerdictDocument.RUNNING)) {
            return verdict + ": " + ended() + " of " + modules() + " ended";
        }
        String interrupted = document.interrupted();
        String cause = document.cause();
        if (interrupted != null) {
            return verdict + ": stopped by " + interrupted;
        }
        return verdict + ": " + (cause == null ? modules() + inTime() : VisibleText.of(cause));
    }

    private String modules() {
        int count = document.modules().size();
        return count + (count == 1 ? " module" : " modules");
    }

    private String inTime() {
        int unchanged = 0;
        for (ModuleState module : document.modules()) {
            unchanged += module.result() == Result.UNCHANGED ? 1 : 0;
        }
        return " in " + HumanDuration.format(took) + (unchanged == 0 ? "" : ", " + unchanged + " unchanged");
    }

    private int ended() {
        int count = 0;
        for (ModuleState module : document.modules()) {
            count += module.hasEnded() ? 1 : 0;
        }
        return count;
    }

    private void addRows(List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MODULE", "RESULT", "ATTEMPTS", "TIME", ""));
        for (ModuleState module : document.modules()) {
            rows.add(cells(module));
        }
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
    }

    private static List<String> cells(ModuleState module) {
        boolean ran = module.hasEnded() && module.attempts() > 0;
        String because = module.because();
        return List.of(
                VisibleText.of(module.name()),
                module.result().wireName().replace('_', ' '),
                Integer.toString(module.attempts()),
                ran ? HumanDuration.format(module.took()) : "-",
                because == null ? "" : VisibleText.of(because));
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
