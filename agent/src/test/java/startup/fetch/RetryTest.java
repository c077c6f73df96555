package startup.fetch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.http.RawServer;

/** Answers and faults before the first byte: which are sat out, for how long, and what is said about the others. */
@Timeout(60)
class RetryTest {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final FetchBench bench = new FetchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static URI url() {
        return URI.create(SERVER.baseUrl().replace("127.0.0.1", "localhost") + "/bundle?secret");
    }

    private static void answer(ResponseDefinitionBuilder response) {
        SERVER.stubFor(get("/bundle?secret").willReturn(response));
    }

    private static void answerOnce(ResponseDefinitionBuilder response) {
        SERVER.stubFor(get("/bundle?secret")
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(response)
                .willSetStateTo("then"));
        SERVER.stubFor(get("/bundle?secret")
                .inScenario("once")
                .whenScenarioStateIs("then")
                .willReturn(ok("bundle")));
    }

    private AgentException refusal(URI uri) {
        return bench.refusal(uri);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 599})
    void aStatusThatMayPassIsSatOut(int status) throws IOException {
        answerOnce(aResponse().withStatus(status).withBody("wait"));
        assertThat(bench.fetch(url())).asString().isEqualTo("bundle");
        assertThat(bench.events.messages("fetch.retried"))
                .containsExactly("Trying http://localhost:" + url().getPort()
                        + "/bundle again in 100 ms: the server answered " + status);
        assertThat(bench.ticker.sleeps()).containsExactly(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204 | Check the URL, and what the server answers other clients",
                "206 | Check where the URL leads, or put the bundle on another server",
                "304 | Check the URL, and what the server answers other clients",
                "301 | Check where the URL leads",
                "400 | Check the URL, and what the server answers other clients",
                "401 | Check the user and password in the URL",
                "403 | Check that this machine may read the URL",
                "404 | Check the URL, and that the bundle was uploaded",
                "407 | Check the user and password in the proxy variables",
                "410 | The bundle was removed; upload it again or name another URL",
                "418 | Check the URL, and what the server answers other clients"
            })
    void anotherStatusFailsAtOnceAndSaysWhatToCheck(int status, String action) {
        answer(aResponse().withStatus(status));
        AgentException refusal = refusal(url());
        assertThat(refusal.what()).isEqualTo("http://localhost:" + url().getPort() + "/bundle was not fetched");
        assertThat(refusal.why()).startsWith("the server answered ").contains(status == 206 ? "206" : " " + status);
        assertThat(refusal.action()).isEqualTo(action);
        assertThat(bench.ticker.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | NoSuchKey | Check the URL, and that the bundle was uploaded to this bucket",
                "403 | RequestTimeTooSkewed | Set this machine's clock",
                "403 | ExpiredToken | Make a new presigned URL; if this one should still be good, set this machine's clock",
                "403 | AccessDenied | Check that the presigned URL is whole and has not expired, that this machine's clock is"
                        + " right, and that the role that signed it may read the object",
                "301 | PermanentRedirect | Use the URL of the bucket's own region"
            })
    void whatS3SaysIsTakenIntoAccount(int status, String code, String action) {
        answer(aResponse()
                .withStatus(status)
                .withHeader("x-amz-request-id", "1")
                .withBody("<?xml version=\"1.0\"?>\n<Error><Code>" + code
                        + "</Code><StringToSign>secret</StringToSign></Error>"));
        assertThat(refusal(url()))
                .extracting(AgentException::why, AgentException::action)
                .containsExactly("the server answered " + status + " " + code, action);
    }

    @Test
    void aBodyIsNotQuotedUnlessItIsACode() {
        answer(aResponse().withStatus(404).withBody("<Code>\u001b[31mred\nsecret</Code>"));
        assertThat(refusal(url()).why()).isEqualTo("the server answered 404");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultOfTheNetworkIsSatOut(Fault fault) throws IOException {
        answerOnce(aResponse().withFault(fault));
        assertThat(bench.fetch(url())).asString().isEqualTo("bundle");
        assertThat(bench.events.messages("fetch.retried")).hasSize(1);
    }

    @Test
    void pausesDoubleToFiveSecondsUntilTheTimeIsUpAndTheLastReasonIsTold() {
        answer(aResponse().withStatus(500));
        AgentException refusal = refusal(url());
        assertThat(refusal.why())
                .matches("no new byte for 10 min and 1[0-9]{2} tries, at last because the server answered 500");
        assertThat(bench.ticker.sleeps())
                .startsWith(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1600),
                        Duration.ofMillis(3200),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        assertThat(bench.ticker.nanoTime()).isEqualTo(FetchBench.FETCH_TIMEOUT.toNanos());
    }

    @Test
    void anUnknownHostIsSatOutForAYoungMachineMayHaveNoNamesYet() {
        AgentException refusal = refusal(URI.create("http://no-such-host.invalid/bundle?secret"));
        assertThat(refusal.why())
                .endsWith("tries, at last because the name of the host cannot be resolved: no-such-host.invalid");
        assertThat(refusal.action()).isEqualTo("Check the name in the URL and the DNS settings of this machine");
    }

    @Test
    void aServerThatAsksForTimeIsGivenItAndARandomPauseOnTop() throws IOException {
        answerOnce(aResponse().withStatus(503).withHeader("Retry-After", "7"));
        bench.fetch(url());
        assertThat(bench.ticker.sleeps()).containsExactly(Duration.ofMillis(7100));
    }

    @Test
    void aDateToComeBackAtIsReadByTheServersClock() throws IOException {
        answerOnce(aResponse()
                .withStatus(429)
                .withHeader("Date", "Thu, 01 Jan 1970 00:00:00 GMT")
                .withHeader("Retry-After", "Thu, 01 Jan 1970 00:01:30 GMT"));
        bench.fetch(url());
        assertThat(bench.ticker.sleeps()).containsExactly(Duration.ofMillis(90_100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "99999999999999999999"})
    void aRequestForTimeThatCannotBeReadIsAsNone(String value) throws IOException {
        answerOnce(aResponse().withStatus(503).withHeader("Retry-After", value));
        bench.fetch(url());
        assertThat(bench.ticker.sleeps()).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void aServerThatAsksForMoreTimeThanThereIsIsNotWaitedFor() {
        answer(aResponse().withStatus(503).withHeader("Retry-After", "601"));
        assertThat(refusal(url()).why())
                .isEqualTo("the server answered 503 and asks to wait 10 min 1 s, longer than is left of the 10 min"
                        + " that may pass without a new byte");
        assertThat(bench.ticker.sleeps()).isEmpty();
    }

    @Test
    void theTimeIsCountedFromEachNewByte() throws IOException {
        byte[] content = SourceContract.content(100);
        Duration most = FetchBench.FETCH_TIMEOUT.minusSeconds(1);
        try (RawServer cutting = RawServer.start(exchange -> {
            bench.ticker.advance(most);
            new CuttingServer(content, List.of(exchange.number() * 10), "ETag: \"1\"").answer(exchange);
        })) {
            SourceContract.assertSame(bench.fetch(cutting.uri("/")), content);
            assertThat(cutting.exchanges()).hasSize(10);
        }
    }

    @Test
    void aReaderThatIsBusyElsewhereForLongStillHasTheWholeTime() throws IOException {
        byte[] content = SourceContract.content(100);
        try (RawServer server = RawServer.start(new CuttingServer(content, List.of(10), "ETag: \"1\""));
                Opened opened = bench.open(server.uri("/"))) {
            assertThat(opened.bytes().readNBytes(10)).hasSize(10);
            bench.ticker.advance(Duration.ofHours(1));
            assertThat(opened.bytes().readAllBytes()).hasSize(90);
        }
    }

    @Test
    void anInterruptEndsAPauseAndTheFetch() {
        answer(aResponse().withStatus(503));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> bench.fetch(url())).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.ticker.sleeps()).hasSizeLessThan(2);
    }

    @Test
    void anInterruptEndsARead() throws IOException {
        Thread reader = Thread.currentThread();
        CountDownLatch reading = new CountDownLatch(1);
        try (RawServer server = RawServer.start(exchange -> {
                    exchange.say("HTTP/1.1 200 OK", "Content-Length: 100", "ETag: \"1\"");
                    exchange.text("begin");
                    await(reading);
                    reader.interrupt();
                    exchange.awaitHangUp();
                });
                Opened opened = bench.open(server.uri("/"))) {
            assertThat(opened.bytes().readNBytes(5)).asString().isEqualTo("begin");
            reading.countDown();
            assertThatThrownBy(() -> opened.bytes().read()).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedIOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Test
    void closingFromAnotherThreadEndsARead() throws Exception {
        try (RawServer server = RawServer.start(exchange -> {
            exchange.say("HTTP/1.1 200 OK", "Content-Length: 100", "ETag: \"1\"");
            exchange.text("begin");
            exchange.awaitHangUp();
        })) {
            Opened opened = bench.open(server.uri("/"));
            assertThat(opened.bytes().readNBytes(5)).asString().isEqualTo("begin");
            Thread closer = new Thread(() -> {
                try {
                    opened.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            closer.start();
            assertThatThrownBy(() -> opened.bytes().read()).isInstanceOf(IOException.class);
            closer.join();
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void aRedirectThatIsRefusedIsNotRetried() {
        answer(aResponse().withStatus(302).withHeader("Location", "ftp://elsewhere/?secret"));
        assertThat(refusal(url()).why())
                .isEqualTo("the server redirects to something that is not an http or https URL");
        assertThat(bench.ticker.sleeps()).isEmpty();
    }

    @Test
    void anEncodedBodyIsPassedOnAsItWasSent() throws IOException {
        byte[] zipped = {0x1f, (byte) 0x8b, 8, 0};
        answer(ok().withBody(zipped).withHeader("Content-Encoding", "gzip"));
        assertThat(bench.fetch(url())).isEqualTo(zipped);
    }

    @Test
    void aPresignedUrlIsConcealed() {
        answer(aResponse().withStatus(404));
        String query = "X-Amz-Expires=60&X-Amz-Signature=0123456789abcdef0123456789abcdef";
        assertThatThrownBy(() ->
                        bench.fetch(URI.create("http://bob:hunter%32@localhost:" + url().getPort() + "/b?" + query)))
                .isInstanceOf(AgentException.class)
                .hasMessageStartingWith("http://localhost:" + url().getPort() + "/b was not fetched");
        assertThat(bench.events.concealedLengths())
                .contains("bob:hunter%32".length(), "hunter%32".length(), "hunter2".length(), query.length(), 32);
    }
}
