package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;
import startup.http.RawServer;
import startup.http.Response;

/** When S3 is asked again, where, as whom and over which connection. */
class S3SecondTryTest extends AnsweredS3 {
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
