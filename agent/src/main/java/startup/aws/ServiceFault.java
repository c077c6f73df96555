package startup.aws;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import startup.base.Json;
import startup.http.Response;

/**
 * What a service with AWS's JSON protocol says of a failure.
 *
 * @param code {@code ParameterNotFound}; empty if it names none
 * @param message its own sentence, never shown, for it may repeat the request
 */
record ServiceFault(int status, String code, String message) {
    private static final int MOST_CODE = 64;

    /** Reads it from the answer: the header first, else the body. */
    static ServiceFault of(Response response, String body) {
        Map<?, ?> fields = fields(body);
        String type = response.header("x-amzn-ErrorType")
                .or(() -> text(fields, "__type"))
                .or(() -> text(fields, "code"))
                .orElse("");
        String message =
                text(fields, "message").or(() -> text(fields, "Message")).orElse("");
        return new ServiceFault(response.status(), word(type), message);
    }

    private static Map<?, ?> fields(String body) {
        try {
            return Json.parse(body) instanceof Map<?, ?> fields ? fields : Map.of();
        } catch (IOException notJson) {
            return Map.of();
        }
    }

    private static Optional<String> text(Map<?, ?> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** From {@code com.amazonaws.ssm#ParameterNotFound:http://…}, if it is a word at all. */
    private static String word(String type) {
        String tail = type.substring(type.indexOf('#') + 1);
        int colon = tail.indexOf(':');
        String code = colon < 0 ? tail : tail.substring(0, colon);
        boolean isWord = code.length() <= MOST_CODE && code.chars().allMatch(Character::isLetterOrDigit);
        return isWord ? code : "";
    }

    /** Whether other credentials may be accepted where these were not. */
    boolean isAboutCredentials() {
        return switch (code) {
            case "ExpiredTokenException",
                    "ExpiredToken",
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "RequestExpired" -> true;
            default -> false;
        };
    }

    /** The signature's time is not the service's. */
    boolean isAboutTime() {
        return code.equals("RequestTimeTooSkewed")
                || message.contains("Signature expired")
                || message.contains("Signature not yet current");
    }

    /** The service is busy or in trouble; with 400 too. */
    boolean mayPass() {
        return status == 429
                || status >= 500
                || code.startsWith("Throttl")
                || code.startsWith("RequestLimitExceeded")
                || code.startsWith("TooManyRequests")
                || code.equals("RequestThrottled");
    }
}
