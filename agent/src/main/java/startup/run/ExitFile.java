package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the wrapper of a script writes about it; it decides whether the script has ended.
 *
 * <pre>
 * session 4711       the script's process, which leads its session
 * Terminated         whatever bash says when a signal ends a child: nothing if it exited
 * status 143         the last line, with its line end, once the script has ended
 * </pre>
 *
 * <p>An agent that stops an attempt at its time limit adds a line {@code limit} before: however the script ends then is
 * not its own doing, also in the eyes of an agent that goes on.
 *
 * <p>Bash tells nobody whether a child exited 143 or was ended by TERM but by what it prints, in any language. Of INT
 * and PIPE it says nothing; those count as exit statuses.
 *
 * @param session empty until the script has been started
 * @param ending empty until it has ended
 * @param atLimit whether it was, or is being, stopped at its time limit
 */
record ExitFile(OptionalLong session, Optional<Ending> ending, boolean atLimit) {
    static final String LIMIT = "limit";
    private static final String SESSION = "session ";
    private static final String STATUS = "status ";

    /** Bash quotes the wrapper's command; nothing that is longer was written by it. */
    private static final int MOST_BYTES = 64 * 1024;

    /** What is there so far; a file that is not there has nothing. */
    static ExitFile read(Path file) {
        try (var bytes = Files.newInputStream(file)) {
            return parse(new String(bytes.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1));
        } catch (IOException notThere) {
            return new ExitFile(OptionalLong.empty(), Optional.empty(), false);
        }
    }

    static ExitFile parse(String text) {
        // What follows the last line end is still being written.
        List<String> lines =
                List.of(text.substring(0, text.lastIndexOf('\n') + 1).split("\n"));
        int begin = first(SESSION, lines);
        OptionalLong session = begin < 0 ? OptionalLong.empty() : number(SESSION, lines.get(begin));
        OptionalLong status = number(STATUS, lines.get(lines.size() - 1));
        boolean atLimit = lines.contains(LIMIT);
        boolean bashSaidWhy = lines.size() - 1 - begin > (atLimit ? 2 : 1);
        return new ExitFile(
                session,
                status.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ending((int) status.getAsLong(), begin >= 0 && bashSaidWhy)),
                atLimit);
    }

    private static Ending ending(int status, boolean bashSaidWhy) {
        return new Ending(status, status > Ending.SIGNALS && bashSaidWhy);
    }

    private static int first(String word, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (number(word, lines.get(i)).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private static OptionalLong number(String word, String line) {
        if (!line.startsWith(word)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(line.substring(word.length())));
        } catch (NumberFormatException somethingElse) {
            return OptionalLong.empty();
        }
    }
}
