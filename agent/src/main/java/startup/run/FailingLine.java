package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import startup.run.HookReport.Entry;

/**
 * Where a script failed: the command whose failure made its exit status, as far as that is certain. Names a place that is
 * known to be right, or none.
 */
final class FailingLine {
    private static final int MOST_CHARS = 200;

    /** A long list after a doubtful command is not worth more tries. */
    private static final int MOST_LINES_PARSED = 200;

    /** What bash exits with when it cannot parse a script; it has said where. */
    private static final int SYNTAX_ERROR = 2;

    /**
     * 1 a script, 2 the line that a command of its top level ends on, 3 most tries; exits with the number of the command's
     * lines, or 0. It begins after what can be parsed by itself, without a word about an open here-document.
     */
    private static final String BEGIN = """
            mapfile -n "$2" lines <"$1" || exit 0
            for ((after = $2 - 1; after > 0 && $2 - after <= $3; after--)); do
              [[ ${lines[after - 1]} != *\\\\$'\\n' ]] || continue
              printf -v text %s "${lines[@]:0:after}"
              said=$("$BASH" -pn <<<"$text" 2>&1) && [ -z "$said" ] && exit "$(($2 - after))"
            done
            ((after > 0)) || exit "$2"
            exit 0
            """;

    private final ShellTools tools;
    private final Path folder;
    private final String script;

    /** For a script of the module in that folder. */
    FailingLine(ShellTools tools, Path folder, String script) {
        this.tools = tools;
        this.folder = folder;
        this.script = script;
    }

    /** A clause for people: {@code start-up.sh:7: apt-get install redis-sever}. */
    Optional<String> inWords(HookReport report, Ending ending) {
        if (ending.bySignal()) {
            return Optional.empty();
        }
        Optional<Entry> failure = report.failure().filter(entry -> entry.status() == ending.status());
        if (report.end().isEmpty()) {
            // The script's own EXIT trap, or an old bash: certain only where the failure ended it.
            return failure.filter(Entry::exitsOnFailure).flatMap(this::failed);
        }
        Entry end = report.end().get();
        if (end.status() != ending.status()) {
            return Optional.empty();
        }
        if (failure.isPresent() && isTheSame(failure.get(), end)) {
            return failed(failure.get());
        }
        return end.isAtTheTop() ? endedAtTheTop(end) : endedBelow(end);
    }

    /** Of a sourced file bash tells in the end only that it was sourced. */
    private static boolean isTheSame(Entry failure, Entry end) {
        boolean endedTheFile = failure.exitsOnFailure() && failure.file().equals(end.file());
        return end.isSourced() ? endedTheFile : failure.command().equals(end.command());
    }

    private Optional<String> failed(Entry entry) {
        if (entry.line() == 0) {
            return Optional.empty();
        }
        Optional<SourceText> source = SourceText.read(folder, entry.file());
        String line = source.map(text -> text.line(entry.line())).orElse("");
        int begin =
                source.map(text -> text.beginOf(entry.command(), entry.line())).orElse(0);
        // In a pipeline another part may have failed, and of a function bash tells what it did last.
        if (!line.isEmpty() && (begin == 0 || line.indexOf('|') >= 0)) {
            return Optional.of(place(entry.file(), entry.line(), line));
        }
        return Optional.of(place(entry.file(), begin == 0 ? entry.line() : begin, entry.command()));
    }

    /**
     * Bash does not tell the line on which a script ended. The command is looked for in what bash was executing, if that is
     * known, else everywhere.
     */
    private Optional<String> endedAtTheTop(Entry end) {
        Optional<SourceText> source = SourceText.read(folder, script);
        boolean exits = end.command().startsWith("exit");
        if (source.isEmpty() || (end.status() == SYNTAX_ERROR && !exits)) {
            return Optional.empty();
        }
        int last = source.get().size() - end.linesLeft();
        boolean known = end.linesLeft() > 0 && source.get().isReadAtOnce();
        int lines = known ? linesOfCommand(last) : last;
        List<Integer> found = source.get().find(end.command(), last + 1 - lines, last);
        return found.size() == 1 ? Optional.of(place(script, found.get(0), end.command())) : Optional.empty();
    }

    /** In a function or a sourced file it is known from where that was called. */
    private Optional<String> endedBelow(Entry end) {
        List<Integer> found = SourceText.read(folder, end.file())
                .filter(text -> !end.isSourced())
                .map(text -> text.find(end.command(), 1, text.size()))
                .orElse(List.of());
        if (found.size() == 1) {
            return Optional.of(place(end.file(), found.get(0), end.command()) + caller(end));
        }
        String call = SourceText.read(folder, end.callersFile())
                .map(text -> text.line(end.callersLine()))
                .orElse("");
        return call.isEmpty() ? Optional.empty() : Optional.of(place(end.callersFile(), end.callersLine(), call));
    }

    private static String caller(Entry end) {
        return " (" + end.function() + " called at " + end.callersFile() + ":" + end.callersLine() + ")";
    }

    /** How many lines the command of the top level has that ends on this one; 0 if that is not known. */
    private int linesOfCommand(int last) {
        if (last <= 1) {
            return last;
        }
        try {
            return SilentCommand.run(List.of(
                    tools.bash().toString(),
                    "-p",
                    "-c",
                    BEGIN,
                    "startup-agent",
                    folder.resolve(script).toString(),
                    Integer.toString(last),
                    Integer.toString(MOST_LINES_PARSED)));
        } catch (IOException noProcessFree) {
            return 0;
        }
    }

    private static String place(String file, int line, String command) {
        String shown = command.length() > MOST_CHARS ? command.substring(0, MOST_CHARS) + "…" : command;
        return file + ":" + line + ": " + shown.replace('\n', ' ');
    }
}
