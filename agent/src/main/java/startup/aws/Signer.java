package startup.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import startup.base.Secret;
import startup.http.Request;

/**
 * Signs requests to one service in one region, in their headers, with AWS Signature Version 4. A signed request goes to
 * the place it was signed for and nowhere else: it follows no redirect.
 *
 * <pre>
 * canonical request = method, path, query, headers, names of headers, hash of the body; one a line
 * string to sign    = algorithm, time, day/region/service/aws4_request, hash of the canonical request; one a line
 * key               = HMAC over day, region, service and "aws4_request", each keyed by the one before
 * </pre>
 *
 * <p>Source: AWS Identity and Access Management User Guide, "Create a signed AWS API request"; Amazon S3 API Reference,
 * "Authenticating Requests: Using the Authorization Header", for what S3 does otherwise.
 */
final class Signer {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TERMINATOR = "aws4_request";

    private final String service;
    private final String region;
    private final InstantSource clock;

    Signer(String service, String region, InstantSource clock) {
        this.service = service;
        this.region = region;
        this.clock = clock;
    }

    /** The request, whose body is {@code body}, with its date, the session token if there is one, and a signature. */
    Request sign(Request request, byte[] body, Credentials credentials) {
        AmzDate now = AmzDate.of(clock.instant());
        String bodyHash = hash(body);
        Request dated = request.withoutRedirects().with("x-amz-date", now.second());
        if (isS3()) {
            dated = dated.with("x-amz-content-sha256", bodyHash);
        }
        if (credentials.sessionToken().isPresent()) {
            dated = dated.withCredential(
                    "x-amz-security-token", text(credentials.sessionToken().get()));
        }
        CanonicalHeaders headers = new CanonicalHeaders(host(dated.uri()), dated.headers());
        String scope = now.day() + "/" + region + "/" + service + "/" + TERMINATOR;
        String toSign =
                ALGORITHM + "\n" + now.second() + "\n" + scope + "\n" + hash(canonical(dated, headers, bodyHash));
        return dated.with(
                "Authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope + ", SignedHeaders="
                        + headers.names() + ", Signature=" + signature(toSign, now, credentials.secretAccessKey()));
    }

    private boolean isS3() {
        return service.equals("s3");
    }

    private static String text(Secret token) {
        return new String(token.copy(), StandardCharsets.UTF_8);
    }

    /** As the client sends it: without a user, and with a port only if the URI states one. */
    private static String host(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority());
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private byte[] canonical(Request request, CanonicalHeaders headers, String bodyHash) {
        URI uri = request.uri();
        String path = String.valueOf(uri.getRawPath());
        return bytes(String.join(
                "\n",
                request.method(),
                isS3() ? CanonicalPath.asSent(path) : CanonicalPath.normalized(path),
                CanonicalQuery.of(uri.getRawQuery()),
                headers.lines(),
                headers.names(),
                bodyHash));
    }

    private String signature(String toSign, AmzDate now, Secret secret) {
        byte[] key = keyOfDay(now.day(), secret);
        for (String part : new String[] {region, service, TERMINATOR, toSign}) {
            byte[] next = Hmac.sha256(key, bytes(part));
            Arrays.fill(key, (byte) 0);
            key = next;
        }
        return HexFormat.of().formatHex(key);
    }

    private static byte[] keyOfDay(String day, Secret secret) {
        byte[] bare = secret.copy();
        byte[] key = new byte[bare.length + 4];
        System.arraycopy(bytes("AWS4"), 0, key, 0, 4);
        System.arraycopy(bare, 0, key, 4, bare.length);
        byte[] ofDay = Hmac.sha256(key, bytes(day));
        Arrays.fill(bare, (byte) 0);
        Arrays.fill(key, (byte) 0);
        return ofDay;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Hmac.digest().digest(bytes));
    }
}
