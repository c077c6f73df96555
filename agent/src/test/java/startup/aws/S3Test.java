package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;
import startup.http.Response;

/** Against a server that verifies signatures. */
@Timeout(120)
class S3Test {
    private static final PutOptions JSON = new PutOptions("application/json", Encryption.NONE);
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)), "start-up-agent/1");
    private S3Server server;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start();
        server.createBucket("acme");
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    private S3 s3(CredentialsSource credentials) {
        return s3(credentials, Optional.of(S3Server.REGION));
    }

    private S3 s3(CredentialsSource credentials, Optional<String> region) {
        return new S3(http, credentials, Endpoints.of(server.environment()), () -> region, InstantSource.system());
    }

    private S3 s3() {
        return s3(GivenCredentials.of(S3Server.SECRET_KEY));
    }

    private static S3Object object(String key) {
        return new S3Object("acme", key, Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Response response) throws IOException {
        try (response) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static AwsRefusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(AwsRefusal.class, call);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.tar",
                "a folder/with space",
                "plus+and=equals&and;more,of'them!(so)*~",
                "percent%20sign%",
                "question?mark#hash",
                "events/dt=2026-11-22/instance=i-0abc/run=1:2/000000000001.ndjson.gz",
                "grün/日本/😀",
                "\"quotes\"<and>`more`[x]{y}|^\\",
            })
    void whatIsPutUnderAKeyIsStoredThereAndIsGotFromThere(String key) throws IOException {
        s3().put(object(key), bytes("content of " + key), JSON);
        assertThat(server.objects("acme", "")).containsExactly(key);
        assertThat(server.content("acme", key)).isEqualTo(bytes("content of " + key));
        assertThat(text(s3().get(object(key), Map.of()))).isEqualTo("content of " + key);
        assertThat(server.objections()).isEmpty();
    }

    /** S3Proxy keeps objects in a file system, which has no such names; but it has verified the signature before. */
    @ParameterizedTest
    @ValueSource(strings = {"double//slash", "/leading slash", "trailing/", "dots/../and/./dots"})
    void slashesAndDotsAreSentAndSignedAsTheyAre(String key) throws IOException {
        try {
            s3().put(object(key), bytes("x"), JSON);
        } catch (AwsRefusal refusal) {
            assertThat(refusal.code()).isNotIn("SignatureDoesNotMatch", "AccessDenied", "");
        }
        assertThat(server.requests().get(0).target()).isEqualTo("/acme/" + key.replace(" ", "%20"));
        AwsRefusal refusal = refusal(() -> s3(GivenCredentials.of("wrong")).put(object(key), bytes("x"), JSON));
        assertThat(refusal.code()).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void aPutSendsAChecksumAndItsTypeAndNothingAboutAccess() throws IOException {
        s3().put(object("verdict.json"), bytes("{}"), JSON);
        RecordedRequest put = server.requests().get(0);
        assertThat(put.header("x-amz-checksum-sha256"))
                .contains(Base64.getEncoder().encodeToString(Hmac.digest().digest(bytes("{}"))));
        assertThat(put.header("Content-Type")).contains("application/json");
        assertThat(put.headers().keySet())
                .containsExactlyInAnyOrder(
                        "accept-encoding",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent",
                        "x-amz-checksum-sha256",
                        "x-amz-content-sha256",
                        "x-amz-date");
    }

    @Test
    void anObjectOfNoBytesIsPutToo() throws IOException {
        s3().put(object("empty"), new byte[0], JSON);
        assertThat(server.content("acme", "empty")).isEmpty();
        assertThat(server.requests().get(0).header("Content-Length")).contains("0");
    }

    @Test
    void largeObjectsArePutAndGotWhole() throws IOException {
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 7);
        s3().put(object("large"), large, JSON);
        try (Response response = s3().get(object("large"), Map.of())) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.length()).hasValue(large.length);
            assertThat(response.body().readAllBytes()).isEqualTo(large);
        }
    }

    @Test
    void encryptionIsAskedForWhereItIsWanted() throws IOException {
        server.faults(request ->
                Optional.of("HTTP/1.1 200 OK\r\nETag: \"0\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        Encryption kms = new Encryption(Optional.of("aws:kms"), Optional.of("alias/logs"));
        s3().put(object("k"), bytes("x"), new PutOptions("text/html", kms));
        RecordedRequest put = server.requests().get(0);
        assertThat(put.header("x-amz-server-side-encryption")).contains("aws:kms");
        assertThat(put.header("x-amz-server-side-encryption-aws-kms-key-id")).contains("alias/logs");
        assertThat(put.signing("SignedHeaders").orElseThrow()).contains(";x-amz-server-side-encryption-aws-kms-key-id");
    }

    @Test
    void aRangeIsAnsweredByThatPart() throws IOException {
        server.put("acme", "k", bytes("0123456789"));
        try (Response response = s3().get(object("k"), Map.of("Range", "bytes=4-"))) {
            assertThat(response.status()).isEqualTo(206);
            assertThat(response.header("Content-Range")).contains("bytes 4-9/10");
            assertThat(text(response)).isEqualTo("456789");
        }
    }

    @Test
    void aRangeBehindTheEndIsTheCallersToJudge() throws IOException {
        server.put("acme", "k", bytes("0123456789"));
        try (Response response = s3().get(object("k"), Map.of("Range", "bytes=10-"))) {
            assertThat(response.status()).isEqualTo(416);
        }
    }

    @Test
    void aRangeOfAnotherContentIsAnsweredByTheWhole() throws IOException {
        server.put("acme", "k", bytes("0123456789"));
        String tag;
        try (Response response = s3().get(object("k"), Map.of())) {
            tag = response.header("ETag").orElseThrow();
        }
        try (Response same = s3().get(object("k"), Map.of("Range", "bytes=4-", "If-Range", tag))) {
            assertThat(same.status()).isEqualTo(206);
        }
        server.put("acme", "k", bytes("abcdefghij"));
        try (Response other = s3().get(object("k"), Map.of("Range", "bytes=4-", "If-Range", tag))) {
            assertThat(other.status()).isEqualTo(200);
            assertThat(text(other)).isEqualTo("abcdefghij");
        }
        try (Response other = s3().get(object("k"), Map.of("Range", "bytes=4-", "If-Match", tag))) {
            assertThat(other.status()).isEqualTo(412);
        }
    }

    @Test
    void aVersionIsAskedForByItsName() {
        server.faults(request -> Optional.of(S3Server.error(404, "NoSuchVersion", "x", "")));
        S3Object old = new S3Object("acme", "k", Optional.of("3/L4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY"));
        AwsRefusal refusal = refusal(() -> s3().get(old, Map.of()));
        assertThat(refusal).hasMessage("the object has no such version (NoSuchVersion)");
        assertThat(server.requests().get(0).target())
                .isEqualTo("/acme/k?versionId=3%2FL4kqtJlcpXroDTDmJ%2BrmSpXd3dIbrHY");
    }

    @Test
    void aKeyOrABucketThatIsNotThereIsNamedSo() {
        AwsRefusal key = refusal(() -> s3().get(object("missing"), Map.of()));
        assertThat(key.code()).isEqualTo("NoSuchKey");
        assertThat(key.status()).isEqualTo(404);
        assertThat(key.mayPass()).isFalse();
        AwsRefusal bucket = refusal(() -> s3().put(new S3Object("nobody", "k", Optional.empty()), bytes("x"), JSON));
        assertThat(bucket).hasMessage("there is no such bucket (NoSuchBucket)");
    }

    @Test
    void aWrongSecretIsSaidToBeOneAndNothingIsStored() {
        AwsRefusal refusal = refusal(() -> s3(GivenCredentials.of("wrong")).put(object("k"), bytes("x"), JSON));
        assertThat(refusal.code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(refusal.why())
                .isEqualTo("S3 computes another signature (SignatureDoesNotMatch) for the credentials from the test");
        assertThat(server.objects("acme", "")).isEmpty();
    }

    @Test
    void aBodyThatWasChangedOnItsWayIsNotStored() {
        S3 s3 = s3();
        server.faults(request -> {
            if (request.body().length > 0) {
                request.body()[0] ^= 1;
            }
            return Optional.empty();
        });
        AwsRefusal refusal = refusal(() -> s3.put(object("k"), bytes("content"), JSON));
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.mayPass()).isTrue();
        assertThat(server.objects("acme", "")).isEmpty();
    }

    @Test
    void aSessionTokenIsSentSignedAndAMissingOneIsRefused() throws IOException {
        try (S3Server temporary = S3Server.startWithToken("token+of/a=session")) {
            temporary.createBucket("acme");
            Endpoints endpoints = Endpoints.of(temporary.environment());
            S3 with = new S3(
                    http,
                    GivenCredentials.of(S3Server.SECRET_KEY, "token+of/a=session"),
                    endpoints,
                    () -> Optional.of(S3Server.REGION),
                    InstantSource.system());
            with.put(object("k"), bytes("x"), JSON);
            assertThat(temporary.objections()).isEmpty();
            GivenCredentials without = GivenCredentials.of(S3Server.SECRET_KEY);
            S3 lacking = new S3(http, without, endpoints, () -> Optional.of(S3Server.REGION), InstantSource.system());
            assertThat(refusal(() -> lacking.put(object("l"), bytes("x"), JSON)).code())
                    .isEqualTo("InvalidAccessKeyId");
            assertThat(without.refusals()).isEqualTo(1);
            assertThat(temporary.objects("acme", "")).containsExactly("k");
        }
    }

    @Test
    void aClockThatIsTwentyMinutesOffIsSaidToBeSo() {
        InstantSource fast = () -> InstantSource.system().instant().plus(Duration.ofMinutes(20));
        S3 s3 = new S3(
                http,
                GivenCredentials.of(S3Server.SECRET_KEY),
                Endpoints.of(server.environment()),
                () -> Optional.of(S3Server.REGION),
                fast);
        AwsRefusal refusal = refusal(() -> s3.get(object("k"), Map.of()));
        assertThat(refusal.code()).isEqualTo("RequestTimeTooSkewed");
        assertThat(refusal.why()).containsPattern("this machine's clock is (20 min|19 min 5\\d s).* ahead of S3's");
        assertThat(refusal.action()).startsWith("Set this machine's clock");
    }

    @Test
    void withoutARegionTheOneThatTheAnswerNamesIsFollowedOnceAndRemembered() throws IOException {
        server.put("acme", "k", bytes("found"));
        S3 s3 = s3(GivenCredentials.of(S3Server.SECRET_KEY), Optional.empty());
        assertThat(text(s3.get(object("k"), Map.of()))).isEqualTo("found");
        s3.put(object("l"), bytes("x"), JSON);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(0).signing("Credential").orElseThrow()).contains("/us-east-1/");
        assertThat(server.requests().get(2).signing("Credential").orElseThrow()).contains("/eu-west-1/");
        assertThat(server.objections()).hasSize(1);
    }
}
