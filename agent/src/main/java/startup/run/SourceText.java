package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A script, in which a command is found again that bash has put into its own words. Lines count from 1. */
final class SourceText {
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_LINES_OF_A_COMMAND = 50;

    private final String text;
    private final List<String> lines;

    SourceText(String text) {
        this.text = text.endsWith("\n") ? text : text + "\n";
        this.lines = List.of(this.text.substring(0, this.text.length() - 1).split("\n", -1));
    }

    /** Reads it; nothing if it is no file that can be read, or an unusually large one. */
    static Optional<SourceText> read(Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            return Optional.of(new SourceText(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    int size() {
        return lines.size();
    }

    /** Whether bash reads it in one piece. Source: MAX_INPUT_BUFFER_SIZE (input.c) is 8176. */
    boolean isReadAtOnce() {
        return text.getBytes(StandardCharsets.UTF_8).length <= 8000;
    }

    /** Without the white space around it; empty if there is no such line. */
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1).strip() : "";
    }

    /** The line on which the command begins that has {@code line}, or 0. Bash may count to a command's last line. */
    int beginOf(String command, int line) {
        List<Integer> found = find(command, Math.max(1, line - MOST_LINES_OF_A_COMMAND), line);
        int begin = found.isEmpty() ? 0 : found.get(found.size() - 1);
        for (int number = begin; number > 0 && number < line; number++) {
            if (!line(number).endsWith("\\") && command.indexOf('\n') < 0) {
                return 0;
            }
        }
        return begin;
    }

    /** The lines on which that command begins, from {@code first} to {@code last}, one for each place. */
    List<Integer> find(String command, int first, int last) {
        List<Integer> found = new ArrayList<>();
        int begin = 0;
        for (int number = 1; number <= lines.size() && !command.isEmpty(); number++) {
            int end = begin + lines.get(number - 1).length();
            boolean comment = line(number).startsWith("#");
            for (int at = begin; at < end && number >= first && number <= last && !comment; at++) {
                if (isAt(at, command)) {
                    found.add(number);
                }
            }
            begin = end + 1;
        }
        return found;
    }

    /** Whether it stands there as words of its own. Bash sets spaces where it likes, and joins lines. */
    private boolean isAt(int begin, String command) {
        if (text.charAt(begin) != command.charAt(0)
                || (begin > 0 && isWord(text.charAt(begin - 1)) && isWord(command.charAt(0)))) {
            return false;
        }
        int at = begin;
        for (int i = 0; i < command.length(); i++) {
            char wanted = command.charAt(i);
            if (Character.isWhitespace(wanted)) {
                continue;
            }
            at = afterSpace(at);
            if (at >= text.length() || text.charAt(at) != wanted) {
                return false;
            }
            at++;
        }
        return !isWord(text.charAt(at)) || !isWord(command.charAt(command.length() - 1));
    }

    private int afterSpace(int begin) {
        int at = begin;
        while (at < text.length()) {
            if (text.startsWith("\\\n", at)) {
                at += 2;
            } else if (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
