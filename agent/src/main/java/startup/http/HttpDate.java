package startup.http;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The date form that servers send. Source: RFC 9110, section 5.6.7; its two obsolete forms count as no date. */
public final class HttpDate {
    private HttpDate() {}

    /** Empty if it is none. */
    public static Optional<ZonedDateTime> parse(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
