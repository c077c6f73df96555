package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.http.RawServer;

/** What becomes of S3's errors, of others' answers and of none. */
class S3RefusalTest extends AnsweredS3 {
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

    @Test
    void whoTakesAnObjectWithoutAnETagIsNotS3() throws IOException {
        try (RawServer server = RawServer.start(exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: 0"))) {
            assertThatThrownBy(() -> at(server).put(OBJECT, new byte[1], TEXT))
                    .isInstanceOf(AwsRefusal.class)
                    .hasMessageStartingWith("something else than S3 answered");
        }
    }
}
