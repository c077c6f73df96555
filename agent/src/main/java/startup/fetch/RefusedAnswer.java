package startup.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import startup.http.Response;

/**
 * An answer that is not the bundle: what its status means and what to check. S3 says more in the body, of which only the
 * code and one known sentence are taken, for the rest repeats the request.
 *
 * <p>Source: RFC 9110, section 15; Amazon S3 API Reference, "Error Responses".
 */
final class RefusedAnswer {
    private static final int MOST_BODY = 4096;
    private static final int MOST_CODE = 64;
    private static final String EXPIRED = "Request has expired";

    private final int status;
    private final boolean bucket;
    private final String body;

    /** Reads the beginning of the body and closes the answer. */
    RefusedAnswer(Response response) {
        this.status = response.status();
        this.bucket = response.header("Server").map("AmazonS3"::equals).orElse(false)
                || response.header("x-amz-request-id").isPresent();
        this.body = beginning(response);
    }

    private static String beginning(Response response) {
        try (response) {
            return new String(response.body().readNBytes(MOST_BODY), StandardCharsets.UTF_8);
        } catch (IOException cutShort) {
            return "";
        }
    }

    String why() {
        String code = code().map(found -> " " + found).orElse("");
        String expired = body.contains(EXPIRED) ? " (" + EXPIRED + ")" : "";
        return "the server answered " + status + code + expired;
    }

    /** What stands between {@code <Code>} and its end, if it is a word. */
    private Optional<String> code() {
        int start = body.indexOf("<Code>") + "<Code>".length();
        int end = body.indexOf("</Code>", start);
        if (start < "<Code>".length() || end < 0 || end - start > MOST_CODE) {
            return Optional.empty();
        }
        String code = body.substring(start, end);
        return code.chars().allMatch(Character::isLetterOrDigit) ? Optional.of(code) : Optional.empty();
    }

    /** 408 and 429 say so themselves; 5xx are the server's own troubles. */
    boolean mayPass() {
        return status == 408 || status == 429 || status >= 500;
    }

    String action() {
        return switch (status) {
            case 401 -> "Check the user and password in the URL";
            case 403 -> forbidden();
            case 404 -> "Check the URL, and that the bundle was uploaded" + (bucket ? " to this bucket" : "");
            case 407 -> "Check the user and password in the proxy variables";
            case 410 -> "The bundle was removed; upload it again or name another URL";
            case 429 -> "Ask less often, or raise the server's limit";
            case 301 -> bucket ? "Use the URL of the bucket's own region" : "Check where the URL leads";
            default ->
                mayPass()
                        ? "Look at the server's own log, or try again later"
                        : "Check the URL, and what the server answers other clients";
        };
    }

    private String forbidden() {
        String code = code().orElse("");
        if (code.equals("RequestTimeTooSkewed")) {
            return "Set this machine's clock";
        } else if (code.equals("ExpiredToken") || body.contains(EXPIRED)) {
            return "Make a new presigned URL; if this one should still be good, set this machine's clock";
        } else if (bucket) {
            return "Check that the presigned URL is whole and has not expired, that this machine's clock is right, and"
                    + " that the role that signed it may read the object";
        }
        return "Check that this machine may read the URL";
    }
}
