package startup.aws;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import startup.http.HttpClient;
import startup.http.Request;
import startup.http.Response;

/**
 * Objects of S3, read and written with signed requests. Safe for many threads.
 *
 * <p>A request is sent again only where asking differently mends it: once in the region that the bucket's answer names,
 * which is remembered, and once with other credentials after S3 called the first ones stale. All else is an
 * {@link AwsRefusal}, and whether to try again is the caller's to judge.
 *
 * <p>Source: Amazon S3 API Reference, "GetObject", "PutObject"; Amazon S3 User Guide, "Making requests", "Request
 * redirection".
 */
public final class S3 {
    /** Knows every bucket of the commercial regions, or where it is. */
    private static final String ANY_REGION = "us-east-1";

    /** Of a put's, which is empty as a rule. */
    private static final int MOST_ANSWER = 1 << 16;

    private final HttpClient http;
    private final CredentialsSource credentials;
    private final Endpoints endpoints;
    private final Supplier<Optional<String>> region;
    private final InstantSource clock;
    private final S3Refusals refusals;
    private final ConcurrentMap<String, String> regionsOfBuckets = new ConcurrentHashMap<>();

    /** With the machine's own region, where it is known. */
    public S3(
            HttpClient http,
            CredentialsSource credentials,
            Endpoints endpoints,
            Supplier<Optional<String>> region,
            InstantSource clock) {
        this.http = http;
        this.credentials = credentials;
        this.endpoints = endpoints;
        this.region = region;
        this.clock = clock;
        this.refusals = new S3Refusals(clock);
    }

    /**
     * The object, or a part of it, its bytes still on the way: a 200 or 206; or a 412 or 416, if that is S3's answer to
     * the range or condition in {@code headers}. The caller closes it.
     *
     * @throws AwsRefusal for every other answer, and for none
     */
    public Response get(S3Object object, Map<String, String> headers) throws IOException {
        S3Action action = object.versionId().isPresent() ? S3Action.GET_VERSION : S3Action.GET;
        return ask(action, object, headers, new byte[0]);
    }

    /**
     * Puts the object in one request, with a checksum that S3 verifies and keeps.
     *
     * @throws AwsRefusal if S3 did not take it, or gave no answer, after which it may have taken it all the same
     */
    public void put(S3Object object, byte[] body, PutOptions options) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", options.contentType());
        headers.put(
                "x-amz-checksum-sha256",
                Base64.getEncoder().encodeToString(Hmac.digest().digest(body)));
        Encryption encryption = options.encryption();
        encryption.algorithm().ifPresent(name -> headers.put("x-amz-server-side-encryption", name));
        encryption.kmsKey().ifPresent(key -> headers.put("x-amz-server-side-encryption-aws-kms-key-id", key));
        Response response = ask(S3Action.PUT, object, headers, body);
        boolean stored = response.header("ETag").isPresent();
        drain(response);
        if (!stored) {
            throw new AwsRefusal(
                    "",
                    response.status(),
                    "something else than S3 answered: it took the object without an ETag",
                    "Check AWS_ENDPOINT_URL_S3, and the proxies between this machine and S3",
                    false,
                    Duration.ZERO);
        }
    }

    /** A body that is read to its end leaves the connection for the next put, which saves it a TLS handshake. */
    private static void drain(Response response) {
        try (response) {
            response.body().readNBytes(MOST_ANSWER);
        } catch (IOException cutShort) {
            // the status has said that the object is stored
        }
    }

    private Response ask(S3Action action, S3Object object, Map<String, String> headers, byte[] body)
            throws IOException {
        String place = place(object);
        Credentials signing = credentials.credentials();
        boolean followed = false;
        boolean renewed = false;
        while (true) {
            Request request = new Request(action.method(), endpoints.of(object, place), headers, body);
            Response response = send(new Signer("s3", place, clock).sign(request, body, signing));
            if (action.isAnsweredBy(response.status())) {
                return response;
            }
            S3Error error = S3Error.read(response);
            Optional<String> elsewhere = error.elsewhere(place);
            if (elsewhere.isPresent() && !followed) {
                followed = true;
                place = elsewhere.get();
                regionsOfBuckets.put(object.bucket(), place);
            } else if (error.isAboutStaleCredentials() && !renewed) {
                renewed = true;
                credentials.refused(signing);
                signing = credentials.credentials();
            } else {
                throw refusals.of(error, action, signing);
            }
        }
    }

    private String place(S3Object object) {
        String known = regionsOfBuckets.get(object.bucket());
        return known == null ? region.get().orElse(ANY_REGION) : known;
    }

    private Response send(Request request) throws IOException {
        try {
            return http.send(request);
        } catch (IOException fault) {
            throw AwsRefusal.unlessInterrupted(fault);
        }
    }
}
