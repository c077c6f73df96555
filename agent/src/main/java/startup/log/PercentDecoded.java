package startup.log;

import org.jspecify.annotations.Nullable;

/**
 * A text with its {@code %41} escapes undone, one character for one byte, so that a secret is found however much of it
 * was escaped and in which case the digits were written. Source: RFC 3986, section 2.1.
 */
final class PercentDecoded {
    private final String text;
    private final int[] origins;

    private PercentDecoded(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    /** Null if nothing is escaped. An escape that the text's end cuts off is left out, for it may go on. */
    static @Nullable PercentDecoded of(String text) {
        int first = text.indexOf('%');
        while (first >= 0 && escapeAt(text, first) < 0 && first + 2 < text.length()) {
            first = text.indexOf('%', first + 1);
        }
        return first < 0 ? null : decode(text);
    }

    private static PercentDecoded decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        int[] origins = new int[text.length() + 1];
        int end = cutOff(text);
        int at = 0;
        while (at < end) {
            origins[decoded.length()] = at;
            int escaped = text.charAt(at) == '%' ? escapeAt(text, at) : -1;
            decoded.append(escaped < 0 ? text.charAt(at) : (char) escaped);
            at += escaped < 0 ? 1 : 3;
        }
        origins[decoded.length()] = end;
        return new PercentDecoded(decoded.toString(), origins);
    }

    /** The byte that the escape at {@code at} stands for, or -1 if there is none. */
    private static int escapeAt(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    String text() {
        return text;
    }

    /** Where in the original the decoded character {@code at} begins. */
    int originOf(int at) {
        return origins[at];
    }

    /** Where an escape begins that the end cuts off; the length if there is none. */
    private static int cutOff(String text) {
        int percent = text.lastIndexOf('%');
        return percent >= 0 && percent + 2 >= text.length() ? percent : text.length();
    }
}
