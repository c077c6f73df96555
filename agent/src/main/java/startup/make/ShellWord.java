package startup.make;

/**
 * A value as one word of a POSIX shell, whatever it holds: in single quotes, in which a shell knows no special byte but
 * the quote itself. A NUL cannot be in it, as it can be in no environment. Source: POSIX.1-2017, XCU 2.2.2.
 */
final class ShellWord {
    private ShellWord() {}

    static String of(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL cannot be in a word of a shell");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
