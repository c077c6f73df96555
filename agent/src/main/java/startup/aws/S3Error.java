package startup.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import startup.http.HttpDate;
import startup.http.Response;
import startup.http.RetryAfter;

/**
 * What S3 says when it does not do what was asked. Source: Amazon S3 API Reference, "Error Responses".
 *
 * @param code S3's own word, empty if it is not S3 that answers, or without a body
 * @param message S3's own sentence, without control characters and at most {@value #MOST_MESSAGE} long
 * @param region of the bucket, where the answer names it
 * @param serverTime by the server's clock
 * @param deleted whether the object's newest version, or the one that was asked for, only marks that it was deleted
 * @param fromS3 whether it is S3 that answers, and not a proxy on the way
 */
record S3Error(
        int status,
        String code,
        String message,
        Optional<String> region,
        Optional<Instant> serverTime,
        Duration notBefore,
        boolean deleted,
        boolean fromS3) {
    private static final int MOST_BODY = 1 << 16;
    private static final int MOST_MESSAGE = 200;
    private static final int MOST_CODE = 64;
    private static final Set<Integer> ELSEWHERE = Set.of(301, 307, 308, 400);
    private static final Set<String> STALE = Set.of(
            "ExpiredToken", "ExpiredTokenException", "InvalidToken", "InvalidAccessKeyId", "TokenRefreshRequired");
    /** Of status 4xx, which otherwise last: slow or broken uploads, and two who write at once. */
    private static final Set<String> PASSING = Set.of(
            "RequestTimeout",
            "SlowDown",
            "BadDigest",
            "IncompleteBody",
            "XAmzContentSHA256Mismatch",
            "OperationAborted",
            "ConditionalRequestConflict",
            "TemporaryRedirect",
            "BandwidthLimitExceeded");

    /** Reads the error and closes the answer. */
    static S3Error read(Response response) {
        XmlText document = new XmlText(beginning(response));
        String code = document.element("Code").filter(S3Error::isCode).orElse("");
        return new S3Error(
                response.status(),
                code,
                document.element("Message").map(S3Error::shown).orElse(""),
                response.header("x-amz-bucket-region")
                        .or(() -> document.element("Region"))
                        .filter(Endpoints::isWord),
                document.element("ServerTime")
                        .flatMap(S3Error::instant)
                        .or(() ->
                                response.header("Date").flatMap(HttpDate::parse).map(ZonedDateTime::toInstant)),
                RetryAfter.of(response),
                response.header("x-amz-delete-marker").map("true"::equals).orElse(false),
                !code.isEmpty() || response.header("x-amz-request-id").isPresent());
    }

    private static String beginning(Response response) {
        try (response) {
            return new String(response.body().readNBytes(MOST_BODY), StandardCharsets.UTF_8);
        } catch (IOException cutShort) {
            return "";
        }
    }

    private static boolean isCode(String text) {
        return text.length() <= MOST_CODE && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.');
    }

    private static String shown(String message) {
        StringBuilder line = new StringBuilder();
        message.chars().limit(MOST_MESSAGE).forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
        return line.toString().strip();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }

    /** The region where the bucket is, if the answer sends there. */
    Optional<String> elsewhere(String asked) {
        return ELSEWHERE.contains(status) ? region.filter(named -> !named.equals(asked)) : Optional.empty();
    }

    /** Whether other credentials may be taken for good ones. */
    boolean isAboutStaleCredentials() {
        return STALE.contains(code);
    }

    /** Whether another try may help. */
    boolean mayPass() {
        return status == 408
                || status == 429
                || (status >= 500 && status != 501 && status != 505)
                || PASSING.contains(code)
                || code.contains("Throttling");
    }
}
