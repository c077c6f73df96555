package startup.aws;

import java.time.Duration;
import startup.base.Deadline;
import startup.base.Ticker;
import startup.http.Request;

/** What opens the metadata service for a time: a token, or nothing where version 1 is allowed and all there is. */
final class MetadataToken {
    private static final String HEADER = "X-aws-ec2-metadata-token";
    /** Renewed this much early, so that none expires on its way. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final String value;
    private final Deadline renewal;

    private MetadataToken(String value, Deadline renewal) {
        this.value = value;
        this.renewal = renewal;
    }

    static MetadataToken of(String value, Duration life, Ticker ticker) {
        Duration margin = life.dividedBy(10).compareTo(MARGIN) < 0 ? life.dividedBy(10) : MARGIN;
        return new MetadataToken(value, Deadline.after(life.minus(margin), ticker));
    }

    /** For a time too, for the service may learn version 2 meanwhile. */
    static MetadataToken version1(Duration life, Ticker ticker) {
        return of("", life, ticker);
    }

    Request on(Request request) {
        return value.isEmpty() ? request : request.withCredential(HEADER, value);
    }

    boolean isSpent() {
        return renewal.hasPassed();
    }

    @Override
    public String toString() {
        return "MetadataToken";
    }
}
