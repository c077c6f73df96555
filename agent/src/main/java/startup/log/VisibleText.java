package startup.log;

/**
 * Text that cannot command a terminal: control characters, and those that turn the direction of what is read, are shown
 * as {@code \x1b}, beyond Latin with four digits. The tab stays. Source: ECMA-48; Unicode, UAX #9, section 2.
 */
public final class VisibleText {
    private static final String HEX = "0123456789abcdef";

    private VisibleText() {}

    /** The text as it may be shown; itself if it commands nothing. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        append(line, text);
        return line.length() == text.length() ? text : line.toString();
    }

    static void append(StringBuilder line, String text) {
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHidden(c)) {
                line.append(text, copied, i);
                escape(line, c);
                copied = i + 1;
            }
        }
        line.append(text, copied, text.length());
    }

    private static boolean isHidden(char c) {
        if (c < 0x7f) {
            return c < ' ' && c != '\t';
        }
        return c <= 0x9f || (c >= 0x200e && isHiddenBeyondLatin(c));
    }

    private static boolean isHiddenBeyondLatin(char c) {
        return c <= 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
    }

    private static void escape(StringBuilder line, char c) {
        line.append(c <= 0xff ? "\\x" : "\\u");
        for (int shift = c <= 0xff ? 4 : 12; shift >= 0; shift -= 4) {
            line.append(HEX.charAt(c >> shift & 15));
        }
    }
}
