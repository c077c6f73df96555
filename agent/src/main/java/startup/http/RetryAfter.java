package startup.http;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * How long a server asks to be left alone: seconds, or a date, which is read against the answer's own {@code Date}, for
 * a young machine's clock may be wrong. Source: RFC 9110, section 10.2.3.
 */
public final class RetryAfter {
    /** A day; longer than anybody waits, and short enough to reckon with. */
    private static final int MOST_SECONDS = 86_400;

    private RetryAfter() {}

    /** Zero if it asks for nothing that can be read. */
    public static Duration of(Response response) {
        Optional<String> value = response.header("Retry-After").map(String::strip);
        if (value.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Math.min(MOST_SECONDS, Long.parseLong(value.get()))));
        } catch (NumberFormatException notSeconds) {
            return until(value.get(), response);
        }
    }

    private static Duration until(String date, Response response) {
        Optional<ZonedDateTime> then = HttpDate.parse(date);
        Optional<ZonedDateTime> now = response.header("Date").flatMap(HttpDate::parse);
        if (then.isEmpty() || now.isEmpty() || then.get().isBefore(now.get())) {
            return Duration.ZERO;
        }
        return Duration.between(now.get(), then.get());
    }
}
