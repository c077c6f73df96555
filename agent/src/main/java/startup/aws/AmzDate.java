package startup.aws;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A moment as signatures state it. Java's own formatter costs a cold start 6 ms more.
 *
 * @param day {@code 20150830}
 * @param second {@code 20150830T123600Z}
 */
record AmzDate(String day, String second) {
    static AmzDate of(Instant moment) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
        String day = utc.getYear() + pair(utc.getMonthValue()) + pair(utc.getDayOfMonth());
        return new AmzDate(day, day + "T" + pair(utc.getHour()) + pair(utc.getMinute()) + pair(utc.getSecond()) + "Z");
    }

    private static String pair(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
