package startup.run;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The name of a run: its start in UTC and 64 random bits, {@code 20261122T101500Z-k3f9qa2m7x0ps}. Made only by
 * {@link #at} and {@link #parse}, so a value is safe as the name of a folder. Sorts by start.
 *
 * <p>Source: DESIGN, "State"; the digits are those of Crockford's base 32, in lower case, the first bits first.
 */
public final class RunId {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int BITS_OF_A_DIGIT = 5;

    /** 13 digits of 5 bits hold 64 bits. */
    private static final int DIGITS_OF_64_BITS = 13;

    private static final String FORM = "00000000T000000Z-";

    private final String text;

    private RunId(String text) {
        this.text = text;
    }

    public static RunId at(Instant start, RandomGenerator random) {
        StringBuilder id = new StringBuilder(FORM.length() + DIGITS_OF_64_BITS);
        id.append(time(start)).append('-');
        long bits = random.nextLong();
        for (int digit = DIGITS_OF_64_BITS - 1; digit >= 0; digit--) {
            id.append(DIGITS.charAt((int) (bits >>> (digit * BITS_OF_A_DIGIT)) & 31));
        }
        return new RunId(id.toString());
    }

    /** In UTC, to the second: {@code 20261122T101500Z}. */
    static String time(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(FORM.length());
        pad(text, time.getYear(), 4);
        pad(text, time.getMonthValue(), 2);
        pad(text, time.getDayOfMonth(), 2);
        pad(text.append('T'), time.getHour(), 2);
        pad(text, time.getMinute(), 2);
        pad(text, time.getSecond(), 2);
        return text.append('Z').toString();
    }

    /** The run of that name, or empty if no run can have it. */
    public static Optional<RunId> parse(String text) {
        if (text.length() != FORM.length() + DIGITS_OF_64_BITS) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            boolean fits = i >= FORM.length()
                    ? DIGITS.indexOf(at) >= 0
                    : FORM.charAt(i) == '0' ? at >= '0' && at <= '9' : at == FORM.charAt(i);
            if (!fits) {
                return Optional.empty();
            }
        }
        return Optional.of(new RunId(text));
    }

    private static void pad(StringBuilder id, int number, int digits) {
        String text = Integer.toString(number);
        id.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunId id && id.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it stands in names and in {@code STARTUP_RUN_ID}. */
    @Override
    public String toString() {
        return text;
    }
}
