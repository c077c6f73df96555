package startup.base;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them on the command line and in manifests: {@code 500ms 90s 15m 12h 2d}. */
public final class HumanDuration {
    /** Nine digits of days are 2.7 million years and still fit a {@link Duration}. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private HumanDuration() {}

    /**
     * A span of time, zero included.
     *
     * @throws IllegalArgumentException with a clause that names the forms that are accepted
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 500ms, 90s, 15m or 12h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** For reading, not for parsing: {@code 850 ms}, {@code 1.2 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis / 1000 + "." + millis % 1000 / 100 + " s";
        }
        long seconds = duration.toSeconds();
        return seconds < 3600
                ? pair(seconds / 60, "min", seconds % 60, "s")
                : pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
