package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.Secret;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;
import startup.http.RawServer;
import startup.http.Response;

/** What becomes of S3's errors, of others' answers and of none. */
@Timeout(60)
class S3RefusalTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final S3Object OBJECT = new S3Object("acme", "k", Optional.empty());
    private static final PutOptions TEXT = new PutOptions("text/plain", Encryption.NONE);
    private static final String FOUND =
            "HTTP/1.1 200 OK\r\nETag: \"0\"\r\nContent-Length: 5\r\nConnection: close\r\n\r\nfound";
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)), "start-up-agent/1");
    private final List<Credentials> stale = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        http.close();
    }

    /** Gives other credentials each time: tokens 1, 2, 3. */
    private final CredentialsSource renewing = new CredentialsSource() {
        @Override
        public Credentials credentials() {
            Optional<Secret> token = Optional.of(Secret.ofText("token-" + (stale.size() + 1)));
            return new Credentials("AKIDEXAMPLE", Secret.ofText("secret"), token, Optional.empty(), "the test's role");
        }

        @Override
        public void refused(Credentials refused) {
            stale.add(refused);
        }
    };

    private S3 at(String endpoint) {
        return new S3(
                http,
                renewing,
                Endpoints.of(Map.of("AWS_ENDPOINT_URL_S3", endpoint)),
                () -> Optional.of("eu-west-1"),
                InstantSource.fixed(NOW));
    }

    private S3 at(RawServer server) {
        return at("http://127.0.0.1:" + server.port());
    }

    /** A server that answers so, one text a request, the last one for ever. */
    private static RawServer answering(String... answers) throws IOException {
        return RawServer.start(exchange -> exchange.text(answers[Math.min(exchange.number(), answers.length) - 1]));
    }

    private AwsRefusal getRefused(String... answers) throws IOException {
        try (RawServer server = answering(answers)) {
            return catchThrowableOfType(AwsRefusal.class, () -> at(server).get(OBJECT, Map.of()));
        }
    }

    private AwsRefusal putRefused(String... answers) throws IOException {
        try (RawServer server = answering(answers)) {
            return catchThrowableOfType(AwsRefusal.class, () -> at(server).put(OBJECT, new byte[1], TEXT));
        }
    }

    private static String error(int status, String code) {
        return S3Server.error(status, code, "What S3 says.", "");
    }

    /** An answer of these header lines and this body. */
    private static String answer(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403|AccessDenied|S3 denies access to the object (AccessDenied)|Allow the role s3:GetObject on the object, and kms:Decrypt if a KMS key encrypts it; without s3:ListBucket a key that does not exist is refused in the same way, so check the key too
            404|NoSuchKey|the bucket has no object of this key (NoSuchKey)|Check the key, in which every slash and capital counts, or upload the object
            404|NoSuchBucket|there is no such bucket (NoSuchBucket)|Check the bucket's name, or create it
            404|NoSuchVersion|the object has no such version (NoSuchVersion)|Check versionId, or leave it out
            403|InvalidObjectState|the object is archived (InvalidObjectState)|Restore the object from the archive first
            403|SignatureDoesNotMatch|S3 computes another signature (SignatureDoesNotMatch) for the credentials from the test's role|Check that the secret access key is whole and belongs to the access key; if it does, a proxy changes requests on their way
            """)
    void aKnownCodeBecomesASentenceWithTheUsualCause(int status, String code, String why, String action)
            throws IOException {
        AwsRefusal refusal = getRefused(S3Server.error(status, code, "Access Denied", ""));
        assertThat(refusal).hasMessage(why);
        assertThat(refusal.why()).isEqualTo(why);
        assertThat(refusal.action()).isEqualTo(action);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.mayPass()).isFalse();
        assertThat(refusal.notBefore()).isZero();
    }

    @Test
    void aDeniedPutNamesItsOwnPermissionsAndWhatS3SaysOfThePolicy() throws IOException {
        String message = "User: arn:aws:sts::1:assumed-role/web/i-0abc is not authorized to perform: s3:PutObject on"
                + " resource: &quot;arn:aws:s3:::acme/k&quot; because no identity-based policy allows it";
        AwsRefusal refusal = putRefused(S3Server.error(403, "AccessDenied", message, ""));
        assertThat(refusal.why())
                .contains("(AccessDenied: User: arn:aws:sts::1:assumed-role/web/i-0abc is not")
                .contains("\"arn:aws:s3:::acme/k\"");
        assertThat(refusal.action())
                .isEqualTo("Allow the role s3:PutObject on the object, and kms:GenerateDataKey and kms:Decrypt if a KMS"
                        + " key encrypts it");
    }

    @Test
    void aDeniedVersionNamesThePermissionForVersions() throws IOException {
        try (RawServer server = answering(error(403, "AccessDenied"))) {
            S3Object version = new S3Object("acme", "k", Optional.of("v"));
            AwsRefusal refusal =
                    catchThrowableOfType(AwsRefusal.class, () -> at(server).get(version, Map.of()));
            assertThat(refusal.action()).startsWith("Allow the role s3:GetObjectVersion on the object");
        }
    }

    @ParameterizedTest
    @CsvSource({"404 Not Found, NoSuchKey", "405 Method Not Allowed, MethodNotAllowed"})
    void aDeletedObjectIsSaidToBeDeleted(String status, String code) throws IOException {
        String body = "<Error><Code>" + code + "</Code></Error>";
        assertThat(getRefused(answer(status, "x-amz-delete-marker: true\r\n", body)))
                .hasMessage("the object has been deleted (" + code + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T09:40:00Z, 20 min ahead of",
        "2026-11-22T10:20:03Z, 20 min behind",
        "2026-11-22T10:19:59Z, 20 min behind",
        "2026-11-19T10:00:00Z, 72 h ahead of",
    })
    void aSkewIsToldWithItsSizeAndDirection(String serverTime, String skew) throws IOException {
        AwsRefusal refusal = getRefused(
                S3Server.error(403, "RequestTimeTooSkewed", "x", "<ServerTime>" + serverTime + "</ServerTime>"));
        assertThat(refusal)
                .hasMessage("this machine's clock is " + skew + " S3's, which allows 15 min (RequestTimeTooSkewed)");
        assertThat(refusal.action()).startsWith("Set this machine's clock");
    }

    @Test
    void aSkewIsReadFromTheDateOfTheAnswerIfItsBodyDoesNotTellTheTime() throws IOException {
        String body = "<Error><Code>RequestTimeTooSkewed</Code></Error>";
        assertThat(getRefused(answer("403 No", "Date: Sun, 22 Nov 2026 09:00:00 GMT\r\n", body)))
                .hasMessageContaining("is 1 h ahead of S3's");
        assertThat(getRefused(answer("403 No", "Date: nonsense\r\n", body)))
                .hasMessageContaining("is more than 15 min from S3's");
    }

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown",
        "503, ServiceUnavailable",
        "500, InternalError",
        "400, RequestTimeout",
        "400, BadDigest",
        "409, OperationAborted",
        "429, TooManyRequests",
        "400, KMS.ThrottlingException"
    })
    void troublesOfS3MayPass(int status, String code) throws IOException {
        AwsRefusal refusal = putRefused(error(status, code));
        assertThat(refusal.mayPass()).isTrue();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.why()).contains(code + ": What S3 says.");
    }

    @ParameterizedTest
    @CsvSource({"501, NotImplemented", "400, InvalidRequest", "409, BucketNotEmpty", "403, AllAccessDisabled"})
    void whatAskingAgainDoesNotMendDoesNotPass(int status, String code) throws IOException {
        AwsRefusal refusal = putRefused(error(status, code));
        assertThat(refusal.mayPass()).isFalse();
        assertThat(refusal).hasMessage("S3 answered " + status + " " + code + ": What S3 says.");
    }

    @Test
    void theTimeThatS3AsksToWaitIsHandedOn() throws IOException {
        AwsRefusal refusal = getRefused(answer("503 Slow Down", "Retry-After: 7\r\n", ""));
        assertThat(refusal.notBefore()).isEqualTo(Duration.ofSeconds(7));
        assertThat(refusal.mayPass()).isTrue();
        assertThat(refusal).hasMessage("the server answered 503");
    }

    @Test
    void anUnknownCodeIsToldWithAtMostTwoHundredCharactersOfOneLine() throws IOException {
        AwsRefusal refusal =
                getRefused(S3Server.error(400, "Novelty", "a\n\u0007b&lt;c&gt; &amp;lt; " + "x".repeat(500), ""));
        assertThat(refusal.why())
                .startsWith("S3 answered 400 Novelty: a  b<c> &lt; xxx")
                .hasSizeLessThan(240);
    }

    @Test
    void aCodeThatIsNoWordIsNoneOfS3() throws IOException {
        assertThat(getRefused(S3Server.error(418, "a b?c=secret", "x", "")).code())
                .isEmpty();
    }

    @Test
    void aKeyOfKmsIsSaidToBeTheCause() throws IOException {
        AwsRefusal refusal = getRefused(error(400, "KMS.DisabledException"));
        assertThat(refusal)
                .hasMessage("the KMS key of the object cannot be used (KMS.DisabledException: What S3 says.)");
        assertThat(refusal.action()).contains("kms:Decrypt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredToken", "InvalidToken", "InvalidAccessKeyId", "TokenRefreshRequired"})
    void staleCredentialsAreRenewedOnce(String code) throws IOException {
        try (RawServer server = answering(error(400, code), FOUND);
                Response response = at(server).get(OBJECT, Map.of())) {
            assertThat(response.body().readAllBytes()).isEqualTo("found".getBytes(StandardCharsets.UTF_8));
            assertThat(server.exchanges().get(0).header("x-amz-security-token")).contains("token-1");
            assertThat(server.exchanges().get(1).header("x-amz-security-token")).contains("token-2");
            assertThat(stale).hasSize(1);
        }
    }

    @Test
    void credentialsThatStayStaleAreRefusedAndTheirTokenIsNotTold() throws IOException {
        try (RawServer server = answering(
                S3Server.error(400, "ExpiredToken", "The provided token has expired.", "<Token-0>token-1</Token-0>"))) {
            AwsRefusal refusal =
                    catchThrowableOfType(AwsRefusal.class, () -> at(server).get(OBJECT, Map.of()));
            assertThat(refusal).hasMessage("S3 does not accept the credentials from the test's role (ExpiredToken)");
            assertThat(refusal.action()).doesNotContain("token-").isEqualTo("Renew these credentials");
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    private static String elsewhere(String status, String code, String headers, String elements) {
        return answer(status, headers, "<Error><Code>" + code + "</Code>" + elements + "</Error>");
    }

    static List<String> answersOfAnotherRegion() {
        String header = "x-amz-bucket-region: us-west-2\r\n";
        String element = "<Region>us-west-2</Region>";
        return List.of(
                elsewhere("301 Moved Permanently", "PermanentRedirect", header, ""),
                elsewhere("301 Moved", "PermanentRedirect", header + "Location: http://127.0.0.1:1/x\r\n", ""),
                elsewhere("307 Temporary", "TemporaryRedirect", header + "Location: /elsewhere\r\n", ""),
                elsewhere("400 Bad Request", "AuthorizationHeaderMalformed", "", element),
                elsewhere("400 Bad Request", "IllegalLocationConstraintException", header, ""));
    }

    @ParameterizedTest
    @MethodSource("answersOfAnotherRegion")
    void theRegionThatAnAnswerNamesIsSignedForAndRemembered(String elsewhere) throws IOException {
        try (RawServer server = answering(elsewhere, FOUND)) {
            S3 s3 = at(server);
            s3.get(OBJECT, Map.of()).close();
            s3.put(OBJECT, new byte[1], TEXT);
            List<RawServer.Exchange> asked = server.exchanges();
            assertThat(asked).hasSize(3);
            assertThat(asked.get(0).header("Authorization").orElseThrow()).contains("/eu-west-1/s3/");
            assertThat(asked.get(1).header("Authorization").orElseThrow()).contains("/us-west-2/s3/");
            assertThat(asked.get(1).requestLine()).isEqualTo("GET /acme/k HTTP/1.1");
            assertThat(asked.get(2).header("Authorization").orElseThrow()).contains("/us-west-2/s3/");
        }
    }

    @Test
    void aSecondRegionIsNotFollowed() throws IOException {
        AwsRefusal refusal = getRefused(
                elsewhere("301 Moved", "PermanentRedirect", "x-amz-bucket-region: us-west-2\r\n", ""),
                elsewhere("301 Moved", "PermanentRedirect", "x-amz-bucket-region: us-west-1\r\n", ""));
        assertThat(refusal)
                .hasMessage("S3 sends to region us-west-1 (301 PermanentRedirect), where this request cannot follow");
        assertThat(refusal.action()).contains("AWS_REGION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x-amz-bucket-region: evil.example/\r\n"})
    void aRedirectThatNamesNoRegionIsNeitherFollowedNorGivenCredentials(String header) throws IOException {
        try (RawServer other = answering(FOUND);
                RawServer server = answering(
                        answer("302 Found", header + "Location: http://localhost:" + other.port() + "/\r\n", ""))) {
            AwsRefusal refusal =
                    catchThrowableOfType(AwsRefusal.class, () -> at(server).get(OBJECT, Map.of()));
            assertThat(refusal.why()).startsWith("S3 sends to another region, without naming it (302)");
            assertThat(other.exchanges()).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsNotOfS3IsSaidToBeOfSomethingBetween() throws IOException {
        AwsRefusal refusal = getRefused(answer(
                "403 Forbidden", "Content-Type: text/html\r\n", "<html><Code>Forbidden by policy</Code></html>"));
        assertThat(refusal).hasMessage("the server answered 403, and not in the way of S3");
        assertThat(refusal.code()).isEmpty();
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.action()).startsWith("Check the proxy variables and AWS_ENDPOINT_URL_S3");
    }

    @Test
    void anAnswerOfS3WithoutABodyIsSaidToBeOne() throws IOException {
        assertThat(getRefused(answer("403 Forbidden", "x-amz-request-id: 1\r\n", "")))
                .hasMessage("S3 answered 403 and does not say why");
    }

    @Test
    void anErrorWithoutAnEndIsReadToALimit() throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
            exchange.say("HTTP/1.1 500 Oh", "Content-Type: application/xml");
            exchange.text("<Error><Code>InternalError</Code>");
            while (true) {
                exchange.text("x".repeat(1 << 16));
            }
        })) {
            AwsRefusal refusal =
                    catchThrowableOfType(AwsRefusal.class, () -> at(server).get(OBJECT, Map.of()));
            assertThat(refusal.code()).isEqualTo("InternalError");
        }
    }

    @Test
    void noAnswerIsARefusalThatMayPass() throws IOException {
        AwsRefusal refusal = getRefused("");
        assertThat(refusal).hasMessage("the server closed the connection without an answer");
        assertThat(refusal.mayPass()).isTrue();
        assertThat(refusal.status()).isZero();
        assertThat(refusal.code()).isEmpty();
        assertThat(refusal.getCause()).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "503 Slow Down"})
    void aPutLeavesItsConnectionForTheNext(String status) throws IOException {
        String answer = "HTTP/1.1 " + status + "\r\nETag: \"0\"\r\nContent-Length: 3\r\n\r\nend";
        try (RawServer server = RawServer.start(exchange -> {
            exchange.in().readNBytes(1);
            exchange.text(answer);
            while (exchange.in().read() != '\n') {}
            exchange.text(FOUND);
        })) {
            try {
                at(server).put(OBJECT, new byte[1], TEXT);
            } catch (AwsRefusal refusal) {
                assertThat(refusal.status()).isEqualTo(503);
            }
            at(server).get(OBJECT, Map.of()).close();
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void whoTakesAnObjectWithoutAnETagIsNotS3() throws IOException {
        try (RawServer server = RawServer.start(exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: 0"))) {
            assertThatThrownBy(() -> at(server).put(OBJECT, new byte[1], TEXT))
                    .isInstanceOf(AwsRefusal.class)
                    .hasMessageStartingWith("something else than S3 answered");
        }
    }

    @Test
    void anInterruptIsNoRefusal() throws IOException {
        try (RawServer server = RawServer.start(RawServer.Exchange::awaitHangUp)) {
            Thread.currentThread().interrupt();
            IOException fault =
                    catchThrowableOfType(IOException.class, () -> at(server).get(OBJECT, Map.of()));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(fault).isNotInstanceOf(AwsRefusal.class);
        }
    }

    @Test
    void whereNoAddressIsStatedTheBucketsOwnHostIsAsked() throws IOException {
        try (RawServer proxy = RawServer.start(exchange -> exchange.say("HTTP/1.1 407 No", "Content-Length: 0"))) {
            Map<String, String> environment = Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            try (HttpClient proxied = new HttpClient(
                    ProxySettings.of(environment),
                    new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)),
                    "x")) {
                S3 s3 = new S3(proxied, renewing, Endpoints.of(Map.of()), Optional::empty, InstantSource.fixed(NOW));
                AwsRefusal refusal = catchThrowableOfType(AwsRefusal.class, () -> s3.get(OBJECT, Map.of()));
                assertThat(refusal.action()).isEqualTo("Check the proxy variables and what the proxy allows");
                assertThat(proxy.exchanges().get(0).requestLine())
                        .isEqualTo("CONNECT acme.s3.us-east-1.amazonaws.com:443 HTTP/1.1");
                assertThat(proxy.exchanges().get(0).header("Authorization")).isEmpty();
            }
        }
    }
}
