package startup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final HttpTimeouts PATIENT = new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));

    @TempDir
    static Path folder;

    private static SSLContext localhost;

    @BeforeAll
    static void certificate() throws Exception {
        localhost = SelfSigned.make(folder, "localhost", "-1d", 30).context();
    }

    private static HttpClient client(@Nullable SSLContext trust) {
        return new HttpClient(ProxySettings.none(), PATIENT, "x", trust);
    }

    private static RawServer server(SSLContext context, RawServer.Script script) throws IOException {
        return RawServer.start(context.getServerSocketFactory(), "https", script);
    }

    private static void hello(RawServer.Exchange exchange) throws IOException {
        exchange.say("HTTP/1.1 200 OK", "Content-Length: 5");
        exchange.text("hello");
    }

    private static NetworkFault faultOf(HttpClient client, URI uri) {
        try (Response response = client.send(Request.get(uri))) {
            response.body().readAllBytes();
            throw new AssertionError("answered " + response.status());
        } catch (IOException fault) {
            return NetworkFault.of(fault);
        }
    }

    @Test
    void aTrustedServerIsRead() throws IOException {
        try (HttpClient client = client(localhost);
                RawServer server = server(localhost, TlsTest::hello);
                Response response = client.send(Request.get(server.uri("/")))) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("hello");
        }
    }

    @Test
    void aServerNobodyVouchesForIsRefusedForGood() throws IOException {
        try (HttpClient client = client(null);
                RawServer server = server(localhost, TlsTest::hello)) {
            assertThat(faultOf(client, server.uri("/")))
                    .extracting(NetworkFault::why, NetworkFault::mayPass)
                    .containsExactly(
                            "the server's certificate is not signed by an authority that this Java trusts", false);
            assertThat(server.exchanges()).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefusedForGood() throws Exception {
        SSLContext other = SelfSigned.make(folder, "other.example", "-1d", 30).context();
        assertThat(faultAgainst(other))
                .extracting(NetworkFault::why, NetworkFault::mayPass)
                .containsExactly("the server's certificate is for another name", false);
    }

    private static NetworkFault faultAgainst(SSLContext context) throws IOException {
        try (HttpClient client = client(context);
                RawServer server = server(context, TlsTest::hello)) {
            return faultOf(client, server.uri("/"));
        }
    }

    @Test
    void aBodyCutWithinTlsIsAFaultThatMayPass() throws IOException {
        try (HttpClient client = client(localhost);
                RawServer server = server(localhost, exchange -> {
                    exchange.say("HTTP/1.1 200 OK", "Content-Length: 10");
                    exchange.text("short");
                })) {
            assertThat(faultOf(client, server.uri("/")).mayPass()).isTrue();
        }
    }

    @Test
    void aConnectionResetWithinTlsIsAFaultThatMayPass() throws IOException {
        try (HttpClient client = client(localhost);
                RawServer server = server(localhost, exchange -> {
                    exchange.say("HTTP/1.1 200 OK", "Content-Length: 10");
                    exchange.reset();
                })) {
            assertThat(faultOf(client, server.uri("/")).mayPass()).isTrue();
        }
    }

    @Test
    void aRedirectFromHttpsToHttpIsNotFollowed() throws IOException {
        try (HttpClient client = client(localhost);
                RawServer plain = RawServer.start(TlsTest::hello);
                RawServer secure = server(
                        localhost,
                        exchange -> exchange.say(
                                "HTTP/1.1 302 Found", "Location: " + plain.uri("/?secret"), "Content-Length: 0"))) {
            assertThatThrownBy(() -> client.send(Request.get(secure.uri("/"))))
                    .isInstanceOf(RedirectRefused.class)
                    .hasMessage("the server redirects from https to http, which would give up encryption");
            assertThat(plain.exchanges()).isEmpty();
        }
    }

    @Test
    void aRedirectFromHttpToHttpsIsFollowed() throws IOException {
        try (HttpClient client = client(localhost);
                RawServer secure = server(localhost, TlsTest::hello);
                RawServer plain = RawServer.start(exchange ->
                        exchange.say("HTTP/1.1 302 Found", "Location: " + secure.uri("/"), "Content-Length: 0"));
                Response response = client.send(Request.get(plain.uri("/")))) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("hello");
        }
    }
}
