package startup.aws;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line split into its words, as the AWS CLI does it, for no shell is asked: white space separates, single
 * quotes keep all, double quotes all but the backslash before {@code "} and itself, a backslash elsewhere keeps the next
 * character. Nothing is expanded. Source: POSIX.1-2017, Shell Command Language, "Quoting".
 */
final class CommandWords {
    private static final char NONE = 0;

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote = NONE;
    private int at;

    private CommandWords(String text) {
        this.text = text;
    }

    /**
     * The words; none for an empty line.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> split(String text) {
        CommandWords command = new CommandWords(text);
        while (command.at < text.length()) {
            command.take(text.charAt(command.at++));
        }
        if (command.quote != NONE) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        command.end();
        return command.words;
    }

    private void take(char c) {
        if (c == '\\' && escapesNext()) {
            add(text.charAt(at++));
        } else if (quote != NONE && c == quote) {
            quote = NONE;
        } else if (quote == NONE && (c == '\'' || c == '"')) {
            quote = c;
            inWord = true;
        } else if (quote == NONE && Character.isWhitespace(c)) {
            end();
        } else {
            add(c);
        }
    }

    private boolean escapesNext() {
        if (at == text.length() || quote == '\'') {
            return false;
        }
        return quote == NONE || text.charAt(at) == '"' || text.charAt(at) == '\\';
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
