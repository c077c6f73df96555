package startup.fetch;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import startup.http.HttpDate;
import startup.http.Response;

/**
 * What tells one content from another byte by byte: a strong entity tag or a date of change that can be relied on.
 *
 * <p>Source: RFC 9110, sections 8.8.1 (strong and weak), 8.8.2.2 (a date is strong if the answer was made at least a
 * second later) and 13.1.5 (only a strong one may stand in {@code If-Range}).
 *
 * @param header where it stands, {@code ETag} or {@code Last-Modified}
 * @param value as the server wrote it
 */
record Validator(String header, String value) {
    private static final String TAG = "ETag";
    private static final String CHANGED = "Last-Modified";

    static Optional<Validator> of(Response response) {
        Optional<String> tag = response.header(TAG).map(String::strip);
        if (tag.isPresent() && tag.get().startsWith("\"")) {
            return Optional.of(new Validator(TAG, tag.get()));
        }
        Optional<String> changed = response.header(CHANGED).map(String::strip);
        return changed.isPresent() && isStrong(changed.get(), response.header("Date"))
                ? Optional.of(new Validator(CHANGED, changed.get()))
                : Optional.empty();
    }

    private static boolean isStrong(String changed, Optional<String> answered) {
        Optional<ZonedDateTime> change = HttpDate.parse(changed);
        Optional<ZonedDateTime> answer = answered.flatMap(HttpDate::parse);
        return change.isPresent()
                && answer.isPresent()
                && Duration.between(change.get(), answer.get()).toSeconds() >= 1;
    }

    /** Whether the answer names another content; one that does not name any is not known to. */
    boolean isContradictedBy(Response response) {
        Optional<String> now = response.header(header);
        return now.isPresent() && !now.get().strip().equals(value);
    }

    /** Whether the answer names the same content, on its own word. */
    boolean isConfirmedBy(Response response) {
        return Validator.of(response).equals(Optional.of(this));
    }
}
