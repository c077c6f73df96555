package startup.fetch;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which bytes a partial answer holds: {@code bytes 500-999/1000}, the length perhaps unknown ({@code *}). Source: RFC
 * 9110, section 14.4.
 *
 * @param first of the bytes, from 0
 * @param last of the bytes, included
 * @param length of the whole
 */
record ContentRange(long first, long last, OptionalLong length) {
    private static final String UNIT = "bytes ";

    static Optional<ContentRange> parse(String text) {
        int dash = text.indexOf('-');
        int slash = text.indexOf('/');
        if (!text.startsWith(UNIT) || dash < 0 || slash < dash) {
            return Optional.empty();
        }
        OptionalLong first = number(text.substring(UNIT.length(), dash));
        OptionalLong last = number(text.substring(dash + 1, slash));
        String whole = text.substring(slash + 1).strip();
        OptionalLong length = number(whole);
        boolean sound = first.isPresent()
                && last.isPresent()
                && first.getAsLong() <= last.getAsLong()
                && (whole.equals("*") || (length.isPresent() && last.getAsLong() < length.getAsLong()));
        return sound ? Optional.of(new ContentRange(first.getAsLong(), last.getAsLong(), length)) : Optional.empty();
    }

    private static OptionalLong number(String digits) {
        try {
            long number = Long.parseLong(digits.strip());
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
