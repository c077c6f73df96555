package startup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProxyTest {
    @TempDir
    Path folder;

    private static HttpClient through(String proxy, @Nullable SSLContext tls) {
        return new HttpClient(
                ProxySettings.of(Map.of("http_proxy", proxy, "https_proxy", proxy)),
                new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)),
                "x",
                tls);
    }

    private static void hello(RawServer.Exchange exchange) throws IOException {
        exchange.say("HTTP/1.1 200 OK", "Content-Length: 5", "Connection: close");
        exchange.text("hello");
    }

    /** Passes bytes both ways until the client hangs up. */
    private static void tunnel(RawServer.Exchange exchange, int port) throws IOException {
        exchange.say("HTTP/1.1 200 Connection established");
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = new Thread(() -> {
                try {
                    server.getInputStream().transferTo(exchange.out());
                } catch (IOException closed) {
                    // the client is done
                }
            });
            back.start();
            OutputStream onward = server.getOutputStream();
            for (int value = exchange.in().read();
                    value >= 0;
                    value = exchange.in().read()) {
                onward.write(value);
            }
        }
    }

    @Test
    void aPlainUrlIsAskedOfTheProxyAndTheNameIsItsToResolve() throws IOException {
        try (RawServer proxy = RawServer.start(ProxyTest::hello);
                HttpClient client = through("localhost:" + proxy.port(), null);
                Response response = client.send(Request.get(URI.create("http://my_bucket.invalid/key?versionId=1")))) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("hello");
            RawServer.Exchange exchange = proxy.exchanges().get(0);
            assertThat(exchange.requestLine()).isEqualTo("GET http://my_bucket.invalid/key?versionId=1 HTTP/1.1");
            assertThat(exchange.header("Host")).contains("my_bucket.invalid");
            assertThat(exchange.head()).contains("Accept-Encoding: identity").doesNotContain("Upgrade");
        }
    }

    @Test
    void aProxyThatAsksForAPasswordIsGivenIt() throws IOException {
        try (RawServer proxy = RawServer.start(exchange -> {
                    if (exchange.header("Proxy-Authorization").isEmpty()) {
                        exchange.say(
                                "HTTP/1.1 407 Who",
                                "Proxy-Authenticate: Basic realm=\"x\"",
                                "Content-Length: 0",
                                "Connection: close");
                    } else {
                        hello(exchange);
                    }
                });
                HttpClient client = through("http://bob:p%40ss@localhost:" + proxy.port(), null);
                Response response = client.send(Request.get(URI.create("http://host.invalid/")))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(proxy.exchanges().get(1).header("Proxy-Authorization")).contains("Basic Ym9iOnBAc3M=");
        }
    }

    @Test
    void aSecureUrlGoesThroughATunnel() throws Exception {
        SSLContext tls = SelfSigned.make(folder, "localhost", "-1d", 30).context();
        try (RawServer server = RawServer.start(tls.getServerSocketFactory(), "https", ProxyTest::hello);
                RawServer proxy = RawServer.start(exchange -> tunnel(exchange, server.port()));
                HttpClient client = through("localhost:" + proxy.port(), tls);
                Response response = client.send(Request.get(server.uri("/key?secret")))) {
            assertThat(response.body().readAllBytes()).asString().isEqualTo("hello");
            assertThat(proxy.exchanges().get(0).requestLine())
                    .isEqualTo("CONNECT localhost:" + server.port() + " HTTP/1.1");
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void aTunnelThatIsRefusedIsNotTakenForTheServersAnswer() throws IOException {
        assertThat(refusal("302 Found"))
                .isEqualTo(new NetworkFault(
                        "the proxy refused the connection with status 302",
                        false,
                        "Check the proxy variables and what the proxy allows"));
        assertThat(refusal("407 Who").mayPass()).isFalse();
        assertThat(refusal("503 Later").mayPass()).isTrue();
    }

    private static NetworkFault refusal(String status) throws IOException {
        try (RawServer proxy = RawServer.start(exchange ->
                        exchange.say("HTTP/1.1 " + status, "Location: https://evil.invalid/", "Content-Length: 0"));
                HttpClient client = through("localhost:" + proxy.port(), null);
                Response response = client.send(Request.get(URI.create("https://host.invalid/")))) {
            throw new AssertionError("answered " + response.status());
        } catch (IOException fault) {
            return NetworkFault.of(fault);
        }
    }
}
