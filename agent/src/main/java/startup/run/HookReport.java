package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the traps of a {@link Prelude} wrote: the last failure that bash took for one, then the end of the script. Either
 * may be missing. Each field is followed by a zero byte:
 *
 * <pre>
 * E status line options function file caller's-line caller's-file command
 * X status 1    options function file caller's-line caller's-file command [lines-left]
 * </pre>
 */
record HookReport(Optional<Entry> failure, Optional<Entry> end) {
    private static final int FIELDS = 9;

    /** More is none of ours. */
    private static final int MOST_BYTES = 64 * 1024;

    /**
     * One trap's words.
     *
     * @param line of the failure; 0 if bash does not tell
     * @param function the function; empty in none
     * @param file as the script named it
     * @param command as bash would print it, perhaps cut off
     * @param linesLeft of the script, not read by bash when it last forked; 0 if that is not known
     */
    record Entry(
            int status,
            int line,
            boolean exitsOnFailure,
            String function,
            String file,
            int callersLine,
            String callersFile,
            String command,
            int linesLeft) {
        /** In the script itself, in no function. */
        boolean isAtTheTop() {
            return function.isEmpty() && callersFile.isEmpty();
        }

        /** In a file that was sourced, in no function. */
        boolean isSourced() {
            return function.isEmpty() && !callersFile.isEmpty();
        }
    }

    /** Nothing where nothing can be read. */
    static HookReport read(Path file) {
        try (var bytes = Files.newInputStream(file)) {
            return parse(new String(bytes.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException notThere) {
            return new HookReport(Optional.empty(), Optional.empty());
        }
    }

    static HookReport parse(String text) {
        String[] fields = text.split("\0", -1);
        int last = fields.length - 1; // what follows the last zero byte
        int next = 0;
        Entry failure = entry("E", fields, next, last);
        if (failure != null) {
            next += FIELDS;
        }
        return new HookReport(Optional.ofNullable(failure), Optional.ofNullable(entry("X", fields, next, last)));
    }

    private static @Nullable Entry entry(String kind, String[] fields, int at, int last) {
        if (at + FIELDS > last || !fields[at].equals(kind)) {
            return null;
        }
        boolean knowsRest = kind.equals("X") && at + FIELDS < last;
        String rest = knowsRest ? fields[at + FIELDS] : "";
        return new Entry(
                number(fields[at + 1]),
                kind.equals("E") ? number(fields[at + 2]) : 0,
                fields[at + 3].indexOf('e') >= 0,
                fields[at + 4],
                fields[at + 5],
                number(fields[at + 6]),
                fields[at + 7],
                fields[at + 8].strip(),
                number(rest));
    }

    /** Scripts may assign to LINENO and the like, so anything can be there. */
    private static int number(String digits) {
        try {
            return Math.max(0, Integer.parseInt(digits));
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
