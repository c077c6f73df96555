package startup.aws;

import java.util.List;
import java.util.Optional;

/**
 * What S3 would object to and S3Proxy lets pass.
 *
 * @param extra further elements of the error, as S3 sends them
 */
record S3Objection(int status, String code, String message, String extra) {
    /** The first objection, if there is any. */
    static Optional<S3Objection> to(RecordedRequest request, String region, Optional<String> token) {
        return signatureMissing(request)
                .or(() -> toRegion(request, region))
                .or(() -> toUnsigned(request))
                .or(() -> toToken(request, token));
    }

    private static Optional<S3Objection> signatureMissing(RecordedRequest request) {
        return request.signing("Credential").isPresent()
                ? Optional.empty()
                : Optional.of(new S3Objection(403, "AccessDenied", "Access Denied", ""));
    }

    private static Optional<S3Objection> toRegion(RecordedRequest request, String region) {
        String[] scope = request.signing("Credential").orElse("").split("/", -1);
        return scope.length == 5 && scope[2].equals(region) && scope[3].equals("s3") && scope[4].equals("aws4_request")
                ? Optional.empty()
                : Optional.of(new S3Objection(
                        400,
                        "AuthorizationHeaderMalformed",
                        "The authorization header is malformed; expecting '" + region + "'",
                        "<Region>" + region + "</Region>"));
    }

    private static Optional<S3Objection> toUnsigned(RecordedRequest request) {
        List<String> signed =
                List.of(request.signing("SignedHeaders").orElse("").split(";", -1));
        for (String name : request.headers().keySet()) {
            if ((name.startsWith("x-amz-") || name.equals("host") || name.equals("content-type"))
                    && !signed.contains(name)) {
                return Optional.of(new S3Objection(
                        403,
                        "AccessDenied",
                        "There were headers present in the request which were not signed",
                        "<HeadersNotSigned>" + name + "</HeadersNotSigned>"));
            }
        }
        return Optional.empty();
    }

    private static Optional<S3Objection> toToken(RecordedRequest request, Optional<String> token) {
        Optional<String> sent = request.header("x-amz-security-token");
        if (sent.equals(token)) {
            return Optional.empty();
        }
        return Optional.of(
                sent.isEmpty()
                        ? new S3Objection(
                                403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist", "")
                        : new S3Objection(400, "InvalidToken", "The provided token is malformed", ""));
    }

    String answer() {
        return S3Server.error(status, code, message, extra);
    }

    @Override
    public String toString() {
        return status + " " + code + ": " + message + extra;
    }
}
