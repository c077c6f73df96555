package startup.log;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as {@code 2026-11-22T10:15:03.120Z}: UTC, always three digits of milliseconds, rounded down. By hand, for
 * {@code java.time.format} costs a cold start more than all else that an event needs. Source: RFC 3339, section 5.6.
 */
public final class UtcMillis {
    private long second = Long.MIN_VALUE;
    private String upToTheSecond = "";

    /** One instant, when there is no other to come. */
    public static String format(Instant instant) {
        StringBuilder text = new StringBuilder(24);
        new UtcMillis().append(text, instant);
        return text.toString();
    }

    /** Appends the instant; what it shares with the last one is not worked out again. Years from 0 to 9999. */
    void append(StringBuilder text, Instant instant) {
        if (instant.getEpochSecond() != second) {
            second = instant.getEpochSecond();
            upToTheSecond = upToTheSecond(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        }
        text.append(upToTheSecond);
        digits(text, instant.getNano() / 1_000_000, 3).append('Z');
    }

    private static String upToTheSecond(LocalDateTime time) {
        StringBuilder text = new StringBuilder(20);
        digits(text, time.getYear(), 4).append('-');
        digits(text, time.getMonthValue(), 2).append('-');
        digits(text, time.getDayOfMonth(), 2).append('T');
        digits(text, time.getHour(), 2).append(':');
        digits(text, time.getMinute(), 2).append(':');
        return digits(text, time.getSecond(), 2).append('.').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        int scale = 1;
        for (int i = 1; i < width; i++) {
            scale *= 10;
        }
        for (int rest = number; scale > 0; scale /= 10) {
            text.append((char) ('0' + rest / scale % 10));
        }
        return text;
    }
}
