package startup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedirectTest {
    private final HttpClient client =
            new HttpClient(ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)), "x");

    @AfterEach
    void close() {
        client.close();
    }

    private static RawServer.Script redirecting(int status, String location) {
        return exchange -> {
            if (exchange.number() == 1) {
                exchange.say("HTTP/1.1 " + status + " Go", "Location: " + location, "Content-Length: 0");
            } else {
                exchange.say("HTTP/1.1 200 OK", "Content-Length: 0");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "301, /other, /other",
        "302, other?x=y, /folder/other?x=y",
        "303, ../up, /up",
        "307, ?x=y, /folder/file?x=y",
        "308, /a b, /a%20b"
    })
    void aRedirectIsFollowedToWhereItsReferenceLeads(int status, String location, String asked) throws IOException {
        try (RawServer server = RawServer.start(redirecting(status, location));
                Response response = client.send(Request.get(server.uri("/folder/file")))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(server.exchanges().get(1).requestLine()).isEqualTo("GET " + asked + " HTTP/1.1");
            assertThat(response.uri()).isEqualTo(server.uri(asked));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 305})
    void otherAnswersWithALocationAreTheCallersToJudge(int status) throws IOException {
        try (RawServer server = RawServer.start(redirecting(status, "/other"));
                Response response = client.send(Request.get(server.uri("/")))) {
            assertThat(response.status()).isEqualTo(status);
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void aRedirectToNowhereIsTheCallersToJudge() throws IOException {
        try (RawServer server = RawServer.start(
                        exchange -> exchange.say("HTTP/1.1 301 PermanentRedirect", "Content-Length: 0"));
                Response response = client.send(Request.get(server.uri("/")))) {
            assertThat(response.status()).isEqualTo(301);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRequestThatWantsNoneFollowedGetsTheRedirectItself(int status) throws IOException {
        Request request =
                Request.get(URI.create("http://127.0.0.1")).withoutRedirects().withCredential("x-token", "t");
        assertThat(request.with("x", "y").asGet().plain().followsRedirects()).isFalse();
        try (RawServer server = RawServer.start(redirecting(status, "/other"));
                Response response = client.send(
                        Request.get(server.uri("/a")).withoutRedirects().with("Authorization", "signed"))) {
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.uri()).isEqualTo(server.uri("/a"));
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void aLoopEndsAfterFiveRedirects() throws IOException {
        try (RawServer server = RawServer.start(
                exchange -> exchange.say("HTTP/1.1 302 Found", "Location: /?secret", "Content-Length: 0"))) {
            assertThatThrownBy(() -> client.send(Request.get(server.uri("/"))))
                    .isInstanceOf(RedirectRefused.class)
                    .hasMessage("the server redirects more than 5 times");
            assertThat(server.exchanges()).hasSize(1 + HttpClient.MOST_REDIRECTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://host/", "http://", "http://a host/"})
    void aRedirectOutOfHttpIsRefused(String location) throws IOException {
        try (RawServer server = RawServer.start(redirecting(302, location))) {
            assertThatThrownBy(() -> client.send(Request.get(server.uri("/"))))
                    .isInstanceOf(RedirectRefused.class)
                    .hasMessage("the server redirects to something that is not an http or https URL");
        }
    }

    @Test
    void credentialsNeverGoToAnotherHost() throws IOException {
        try (RawServer other = RawServer.start(exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: 0"));
                RawServer server =
                        RawServer.start(redirecting(302, other.uri("/").toString()));
                Response response = client.send(Request.get(server.uri("/"))
                        .with("authorization", "Bearer secret")
                        .with("Cookie", "secret")
                        .withCredential("X-Amz-Security-Token", "secret")
                        .with("X-Harmless", "yes"))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(server.exchanges().get(0).head()).contains("Bearer secret", "X-Amz-Security-Token: secret");
            assertThat(other.exchanges().get(0).head()).doesNotContain("secret").contains("X-Harmless: yes");
        }
    }

    @Test
    void credentialsDoNotComeBackWhenARedirectReturns() throws IOException {
        RawServer[] first = new RawServer[1];
        try (RawServer other = RawServer.start(exchange ->
                        exchange.say("HTTP/1.1 302 Found", "Location: " + first[0].uri("/back"), "Content-Length: 0"));
                RawServer server =
                        RawServer.start(redirecting(302, other.uri("/").toString()))) {
            first[0] = server;
            try (Response response = client.send(Request.get(server.uri("/")).with("Authorization", "secret"))) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(server.exchanges().get(1).header("Authorization")).isEmpty();
            }
        }
    }

    @Test
    void credentialsStayWithTheSameHost() throws IOException {
        try (RawServer server = RawServer.start(redirecting(302, "/other"));
                Response response = client.send(Request.get(server.uri("/")).with("Authorization", "Bearer mine"))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(server.exchanges().get(1).header("Authorization")).contains("Bearer mine");
        }
    }

    @ParameterizedTest
    @CsvSource({"303, GET, false", "307, PUT, true", "308, PUT, true"})
    void aBodyGoesOnOnlyWhereTheMethodStays(int status, String method, boolean sentAgain) throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
                    exchange.in().readNBytes(exchange.header("Content-Length").isPresent() ? 4 : 0);
                    redirecting(status, "/other").answer(exchange);
                });
                Response response = client.send(put(server))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(server.exchanges().get(1).requestLine()).startsWith(method + " /other");
            assertThat(server.exchanges().get(1).header("Content-Type").isPresent())
                    .isEqualTo(sentAgain);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302})
    void aBodyIsNotSentWhereTheMethodIsUnclear(int status) throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
                    exchange.in().readNBytes(4);
                    redirecting(status, "/other").answer(exchange);
                });
                Response response = client.send(put(server))) {
            assertThat(response.status()).isEqualTo(status);
        }
    }

    private static Request put(RawServer server) {
        return new Request(
                "PUT", server.uri("/"), Map.of("Content-Type", "x/y"), "body".getBytes(StandardCharsets.UTF_8));
    }
}
