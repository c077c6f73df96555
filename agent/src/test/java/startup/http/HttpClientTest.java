package startup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpClientTest {
    private static final HttpTimeouts PATIENT = new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));
    private final HttpClient client = new HttpClient(ProxySettings.none(), PATIENT, "start-up-agent/1");

    @AfterEach
    void close() {
        client.close();
    }

    private static String text(Response response) throws IOException {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aGetAsksForTheBytesAsTheyAreAndForNothingElse() throws IOException {
        try (RawServer server = RawServer.start(exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: 0"));
                Response response = client.send(Request.get(server.uri("/a%20b?c=d#e")))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(server.exchanges().get(0).head().split("\r\n"))
                    .containsExactlyInAnyOrder(
                            "GET /a%20b?c=d HTTP/1.1",
                            "Host: localhost:" + server.port(),
                            "User-Agent: start-up-agent/1",
                            "Accept-Encoding: identity",
                            "Connection: keep-alive");
        }
    }

    @Test
    void aBodyIsSentWithItsLengthAndTheClientsOwnHeadersAreNotTheCallers() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (RawServer server = RawServer.start(exchange -> {
                    received.write(exchange.in().readNBytes(5));
                    exchange.say("HTTP/1.1 201 Created", "Content-Length: 0");
                });
                Response response = client.send(new Request(
                        "PUT",
                        server.uri("/key"),
                        Map.of("content-length", "77", "Host", "elsewhere", "x-amz-acl", "private"),
                        "hello".getBytes(StandardCharsets.UTF_8)))) {
            assertThat(response.status()).isEqualTo(201);
            assertThat(received).hasToString("hello");
            RawServer.Exchange exchange = server.exchanges().get(0);
            assertThat(exchange.header("Content-Length")).contains("5");
            assertThat(exchange.header("Host")).contains("localhost:" + server.port());
            assertThat(exchange.header("x-amz-acl")).contains("private");
        }
    }

    @Test
    void aBodyThatIsEncodedComesAsItWasSent() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("plain".getBytes(StandardCharsets.UTF_8));
        }
        try (RawServer server = RawServer.start(exchange -> {
                    exchange.say("HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Length: " + zipped.size());
                    zipped.writeTo(exchange.out());
                });
                Response response = client.send(Request.get(server.uri("/")))) {
            assertThat(response.body().readAllBytes()).isEqualTo(zipped.toByteArray());
            assertThat(response.length()).hasValue(zipped.size());
        }
    }

    @Test
    void closingBeforeTheEndCutsTheConnectionInsteadOfReadingTheRest() throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch hungUp = new CountDownLatch(1);
        byte[] piece = new byte[1 << 16];
        try (RawServer server = RawServer.start(exchange -> {
            exchange.say("HTTP/1.1 200 OK", "Content-Length: 500000000");
            try {
                while (written.get() < 500_000_000) {
                    exchange.out().write(piece);
                    written.addAndGet(piece.length);
                }
            } finally {
                hungUp.countDown();
            }
        })) {
            Response response = client.send(Request.get(server.uri("/")));
            assertThat(response.body().read()).isZero();
            response.body().close();
            hungUp.await();
            assertThat(written.get()).isLessThan(100_000_000);
        }
    }

    @Test
    void aBodyReadToItsEndLeavesTheConnectionForTheNextRequest() throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
            exchange.say("HTTP/1.1 200 OK", "Content-Length: 3");
            exchange.text("one");
            while (exchange.in().read() != '\n') {}
            exchange.say("HTTP/1.1 200 OK", "Content-Length: 3");
            exchange.text("two");
        })) {
            try (Response one = client.send(Request.get(server.uri("/")))) {
                assertThat(text(one)).isEqualTo("one");
            }
            try (Response two = client.send(Request.get(server.uri("/")))) {
                assertThat(text(two)).isEqualTo("two");
            }
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void aBodyShorterThanItsLengthIsAFaultAndNoEnd() throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
                    exchange.say("HTTP/1.1 200 OK", "Content-Length: 10");
                    exchange.text("short");
                });
                Response response = client.send(Request.get(server.uri("/")))) {
            assertThatThrownBy(() -> text(response))
                    .isInstanceOfSatisfying(
                            IOException.class,
                            fault -> assertThat(NetworkFault.of(fault))
                                    .extracting(NetworkFault::why, NetworkFault::mayPass)
                                    .containsExactly("the connection was closed before the end of the body", true));
        }
    }

    @Test
    void aChunkedBodyWithoutItsLastChunkIsAFaultAndNoEnd() throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
                    exchange.say("HTTP/1.1 200 OK", "Transfer-Encoding: chunked");
                    exchange.text("5\r\nshort\r\n");
                });
                Response response = client.send(Request.get(server.uri("/")))) {
            assertThat(response.length()).isEmpty();
            assertThatThrownBy(() -> text(response))
                    .isInstanceOfSatisfying(
                            IOException.class,
                            fault -> assertThat(NetworkFault.of(fault))
                                    .extracting(NetworkFault::why, NetworkFault::mayPass)
                                    .containsExactly("the connection was closed before the end of the body", true));
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUpAfterTheIdleLimit() throws IOException {
        HttpTimeouts brief = new HttpTimeouts(Duration.ofSeconds(30), Duration.ofMillis(100));
        try (HttpClient hasty = new HttpClient(ProxySettings.none(), brief, "x");
                RawServer server = RawServer.start(exchange -> {
                    exchange.say("HTTP/1.1 200 OK", "Content-Length: 10");
                    exchange.text("1");
                    exchange.awaitHangUp();
                });
                Response response = hasty.send(Request.get(server.uri("/")))) {
            assertThatThrownBy(() -> text(response))
                    .isInstanceOfSatisfying(
                            IOException.class,
                            fault -> assertThat(NetworkFault.of(fault).why())
                                    .isEqualTo("the server sent nothing for too long"));
        }
    }

    @Test
    void anInterruptEndsAReadAtOnce() throws Exception {
        Thread reader = Thread.currentThread();
        try (RawServer server = RawServer.start(exchange -> {
            exchange.say("HTTP/1.1 200 OK", "Content-Length: 10");
            exchange.text("1");
            reader.interrupt();
            exchange.awaitHangUp();
        })) {
            assertThatThrownBy(() -> {
                        try (Response response = client.send(Request.get(server.uri("/")))) {
                            response.body().readAllBytes();
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadyAsksNothing() throws IOException {
        try (RawServer server = RawServer.start(exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: 0"))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> client.send(Request.get(server.uri("/"))))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.exchanges()).isEmpty();
        }
    }

    @Test
    void aClosedClientSaysSo() throws IOException {
        try (RawServer server = RawServer.start(exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: 0"))) {
            client.send(Request.get(server.uri("/"))).close();
            client.close();
            assertThatThrownBy(() -> client.send(Request.get(server.uri("/"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the HTTP client is closed");
        }
    }

    @Test
    void closingFromAnotherThreadEndsARead() throws Exception {
        try (RawServer server = RawServer.start(exchange -> {
            exchange.say("HTTP/1.1 200 OK", "Content-Length: 10");
            exchange.text("1");
            exchange.awaitHangUp();
        })) {
            Response response = client.send(Request.get(server.uri("/")));
            InputStream body = response.body();
            assertThat(body.read()).isEqualTo('1');
            Thread closer = new Thread(response::close);
            closer.start();
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            closer.join();
        }
    }

    @Test
    void aUserInTheUrlBecomesBasicAuthenticationAsWithCurl() throws IOException {
        try (RawServer server = RawServer.start(exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: 0"));
                Response response =
                        client.send(Request.get(URI.create("http://bob:p%40ss@localhost:" + server.port() + "/x")))) {
            assertThat(server.exchanges().get(0).header("Authorization")).contains("Basic Ym9iOnBAc3M=");
            assertThat(response.uri()).hasToString("http://localhost:" + server.port() + "/x");
        }
    }

    @Test
    void faultsBeforeAnAnswerAreToldInWords() throws IOException {
        assertThat(faultOf("http://no-such-host.invalid/"))
                .isEqualTo(new NetworkFault(
                        "the name of the host cannot be resolved: no-such-host.invalid",
                        true,
                        "Check the name in the URL and the DNS settings of this machine"));
        RawServer gone = RawServer.start(exchange -> {});
        gone.close();
        assertThat(faultOf(gone.uri("/?secret").toString()).why())
                .isEqualTo("no connection to localhost:" + gone.port() + ": Connection refused");
        try (RawServer mute = RawServer.start(exchange -> {});
                RawServer rude = RawServer.start(RawServer.Exchange::reset);
                RawServer odd =
                        RawServer.start(exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: banana"))) {
            assertThat(faultOf(mute.uri("/").toString()).why())
                    .isEqualTo("the server closed the connection without an answer");
            assertThat(faultOf(rude.uri("/").toString()).why()).startsWith("the connection broke: ");
            assertThat(faultOf(odd.uri("/").toString()).why()).isEqualTo("the answer is not proper HTTP");
            assertThat(faultOf(mute.uri("/").toString().replace("http:", "https:"))
                            .why())
                    .startsWith("the connection broke within TLS");
            assertThat(faultOf(odd.uri("/").toString().replace("http:", "https:")))
                    .extracting(NetworkFault::why, NetworkFault::mayPass)
                    .containsExactly("TLS failed: Unsupported or unrecognized SSL message", false);
        }
    }

    private NetworkFault faultOf(String url) {
        try (Response response = client.send(Request.get(URI.create(url)))) {
            throw new AssertionError("answered " + response.status());
        } catch (IOException fault) {
            return NetworkFault.of(fault);
        }
    }

    @Test
    void aRequestPrintsNoSecrets() {
        assertThat(Request.get(URI.create("http://bob:pw@host/p?X-Amz-Signature=s"))
                        .with("Authorization", "t"))
                .hasToString("GET http://host:80");
    }
}
