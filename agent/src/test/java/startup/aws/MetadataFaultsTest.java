package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.HandWoundTicker;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;
import startup.http.RawServer;

/** Why there is no token, or nothing at all. */
class MetadataFaultsTest {
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(1)), "test");

    @AfterEach
    void closeClient() {
        http.close();
    }

    private MetadataService service(URI uri, boolean version1Allowed) {
        MetadataEndpoint endpoint = new MetadataEndpoint(uri, Optional.empty(), true);
        return new MetadataService(http, endpoint, version1Allowed, new HandWoundTicker());
    }

    private AwsRefusal refusal(URI uri) {
        return catchThrowableOfType(AwsRefusal.class, () -> service(uri, false).read());
    }

    /** Its tokens never arrive; everything else is answered with this head and body. */
    private static RawServer withoutTokens(String status, String body) throws IOException {
        return RawServer.start(exchange -> {
            if (exchange.requestLine().startsWith("PUT")) {
                exchange.awaitHangUp();
            }
            exchange.say("HTTP/1.1 " + status, "Content-Length: " + body.length(), "Connection: close");
            exchange.text(body);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"401 Unauthorized", "200 OK"})
    void aTokenThatDoesNotArriveWhileTheServiceAnswersIsTheHopLimit(String status) throws IOException {
        try (RawServer server = withoutTokens(status, "")) {
            AwsRefusal refusal = refusal(server.uri(""));
            assertThat(refusal.why()).contains("its token does not arrive: the hop limit is too small (a container?)");
            assertThat(refusal.action())
                    .contains("aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2");
            assertThat(refusal.mayPass()).isFalse();
        }
    }

    @Test
    void aSlowFirstTokenIsNotTheHopLimit() throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
            if (exchange.number() == 1) {
                exchange.awaitHangUp();
            }
            boolean put = exchange.requestLine().startsWith("PUT");
            String body = put ? "AQAEexample==" : "";
            exchange.say(
                    "HTTP/1.1 " + (put ? "200 OK" : exchange.number() == 2 ? "401 No" : "404 No"),
                    "Content-Length: " + body.length(),
                    "Connection: close");
            exchange.text(body);
        })) {
            assertThat(service(server.uri(""), false).roleName()).isEmpty();
        }
    }

    @Test
    void silenceOnEverythingIsAbsenceThatMayPass() throws IOException {
        try (RawServer server = RawServer.start(RawServer.Exchange::awaitHangUp)) {
            AwsRefusal refusal = refusal(server.uri(""));
            assertThat(refusal.why()).contains("does not answer").doesNotContain("hop limit");
            assertThat(refusal.mayPass()).isTrue();
        }
    }

    @Test
    void nobodyThereIsAbsenceThatMayPass() throws IOException {
        URI uri;
        try (RawServer server = RawServer.start(exchange -> {})) {
            uri = server.uri("");
        }
        assertThat(refusal(uri).mayPass()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 501})
    void aServiceWithoutTokensSpeaksOnlyVersion1(int status) throws IOException {
        try (MetadataServer server = MetadataServer.start().instance("i-0abc", "eu-west-1")) {
            server.refuseTokens(status);
            server.makeTokensOptional();
            AwsRefusal refusal = refusal(server.uri());
            assertThat(refusal.why()).contains("speaks only version 1");
            assertThat(refusal.action()).contains("--imds v1");
            assertThat(refusal.mayPass()).isFalse();
            assertThat(server.requests()).containsExactly("PUT /latest/api/token", "GET /latest/meta-data/");
        }
    }

    @Test
    void version1ServesWhereItIsAllowed() throws IOException {
        try (MetadataServer server = MetadataServer.start().instance("i-0abc", "eu-west-1")) {
            server.refuseTokens(404);
            server.makeTokensOptional();
            assertThat(service(server.uri(), true).read().instanceId()).isEqualTo("i-0abc");
        }
    }

    @Test
    void version1ServesWhereTokensDoNotArriveAndItIsAllowed() throws IOException {
        try (RawServer server = withoutTokens("200 OK", "the-role")) {
            assertThat(service(server.uri(""), true).roleName()).contains("the-role");
        }
    }

    @Test
    void aTokenIsUsedEvenWhereVersion1IsAllowed() throws IOException {
        try (MetadataServer server = MetadataServer.start().instance("i-0abc", "eu-west-1")) {
            assertThat(service(server.uri(), true).read().instanceId()).isEqualTo("i-0abc");
            assertThat(server.requests()).startsWith("PUT /latest/api/token");
        }
    }

    @Test
    void aServiceThatIsSwitchedOffSaysSo() throws IOException {
        try (MetadataServer server = MetadataServer.start()) {
            server.refuseTokens(403);
            AwsRefusal refusal = refusal(server.uri());
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.why()).contains("is switched off");
            assertThat(refusal.mayPass()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain"
            })
    void aLoginPageInPlaceOfATokenIsRefused(String head) throws IOException {
        String page = "<html><body>Welcome to the hotel</body></html>";
        try (RawServer server = RawServer.start(exchange -> {
            exchange.say(head, "Content-Length: " + page.length(), "Connection: close");
            exchange.text(page);
        })) {
            AwsRefusal refusal = refusal(server.uri(""));
            assertThat(refusal.why()).contains("is not EC2's metadata service").doesNotContain("hotel");
            assertThat(refusal.mayPass()).isFalse();
        }
    }

    @Test
    void aRedirectLeadsNowhereAndTakesNoTokenAlong() throws IOException {
        try (RawServer elsewhere = RawServer.start(exchange -> {
                    exchange.say("HTTP/1.1 200 OK", "Content-Length: 2", "Connection: close");
                    exchange.text("hi");
                });
                RawServer server = RawServer.start(exchange -> {
                    boolean put = exchange.requestLine().startsWith("PUT");
                    exchange.say(
                            put ? "HTTP/1.1 200 OK" : "HTTP/1.1 302 Found",
                            put ? "X: y" : "Location: " + elsewhere.uri("/login"),
                            "Content-Length: " + (put ? 13 : 0),
                            "Connection: close");
                    exchange.text(put ? "AQAEexample==" : "");
                })) {
            assertThat(refusal(server.uri("")).why()).contains("is not EC2's metadata service");
            assertThat(elsewhere.exchanges())
                    .allSatisfy(exchange -> assertThat(exchange.head()).doesNotContain("AQAEexample"));
        }
    }

    @Test
    void anAnswerWithoutEndIsRefused() throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
            exchange.say("HTTP/1.1 200 OK", "Content-Length: 2000000", "Connection: close");
            exchange.text("a".repeat(2_000_000));
        })) {
            assertThat(refusal(server.uri("")).mayPass()).isFalse();
        }
    }
}
