package startup.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.http.RawServer;

/** A connection that breaks within the body: what is joined again, and what never. */
@Timeout(120)
class ResumeTest {
    private static final byte[] CONTENT = SourceContract.content(20_000);
    private static final String CHANGED = "Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT";

    private final FetchBench bench = new FetchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** The first answer is cut at byte 5000; the second is the script's. */
    private static RawServer.Script cutThen(String headers, RawServer.Script second) {
        return exchange -> {
            if (exchange.number() == 1) {
                exchange.say("HTTP/1.1 200 OK", "Content-Length: 20000", headers);
                exchange.out().write(CONTENT, 0, 5000);
            } else {
                second.answer(exchange);
            }
        };
    }

    private static void rest(RawServer.Exchange exchange, int from, String... headers) throws IOException {
        exchange.text("HTTP/1.1 206 Partial Content\r\nContent-Length: " + (CONTENT.length - from) + "\r\n");
        exchange.say(headers);
        exchange.out().write(CONTENT, from, CONTENT.length - from);
    }

    private AgentException refusal(RawServer server) {
        return bench.refusal(server.uri("/bundle?X-Amz-Signature=secret"));
    }

    @Test
    void aLargeBodyCutFiveTimesIsWholeAndTheLogSaysWhere() throws IOException, GeneralSecurityException {
        byte[] large = SourceContract.content(64 << 20);
        List<Integer> cuts = List.of(1, 1 << 20, 20_000_003, 40_000_000, large.length - 1);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (RawServer server = RawServer.start(new CuttingServer(large, cuts, "ETag: \"v1\""));
                Opened opened = bench.open(server.uri("/bundle?token"));
                OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            opened.bytes().transferTo(sink);
            assertThat(digest.digest())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(large));
            assertThat(server.exchanges()).hasSize(6);
            String name = "http://localhost:" + server.port() + "/bundle";
            assertThat(bench.events.messages("fetch.resumed"))
                    .hasSize(5)
                    .contains("Resumed " + name + " at byte 20000003 of 67108864: the connection was closed before the"
                            + " end of the body");
            assertThat(bench.events.messages("fetch.retried")).hasSize(5);
            assertThat(bench.events.messages("fetch.finished"))
                    .containsExactly("Fetched " + name + ": 64.0 MiB in 500 ms");
        }
    }

    @Test
    void theRestIsAskedForUnderTheConditionThatNothingChanged() throws IOException {
        try (RawServer server = RawServer.start(
                cutThen("ETag: \"v1\"", exchange -> rest(exchange, 5000, "Content-Range: bytes 5000-19999/20000")))) {
            SourceContract.assertSame(bench.fetch(server.uri("/")), CONTENT);
            assertThat(server.exchanges().get(0).head()).doesNotContain("Range");
            assertThat(server.exchanges().get(1).header("Range")).contains("bytes=5000-");
            assertThat(server.exchanges().get(1).header("If-Range")).contains("\"v1\"");
            assertThat(server.exchanges().get(1).header("Accept-Encoding")).contains("identity");
        }
    }

    @Test
    void aDateOfChangeServesWhereThereIsNoStrongTag() throws IOException {
        String headers = "ETag: W/\"weak\"\r\n" + CHANGED + "\r\nDate: Sat, 21 Nov 2026 10:00:01 GMT";
        try (RawServer server = RawServer.start(
                cutThen(headers, exchange -> rest(exchange, 5000, "Content-Range: bytes 5000-19999/*", CHANGED)))) {
            SourceContract.assertSame(bench.fetch(server.uri("/")), CONTENT);
            assertThat(server.exchanges().get(1).header("If-Range")).contains("Sat, 21 Nov 2026 10:00:00 GMT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: here",
                "ETag: W/\"weak\"",
                "ETag: bare",
                CHANGED,
                CHANGED + "\r\nDate: Sat, 21 Nov 2026 10:00:00 GMT",
                "Last-Modified: yesterday\r\nDate: Sat, 21 Nov 2026 10:00:01 GMT"
            })
    void withoutAStrongValidatorTheRestIsNotEvenAskedFor(String headers) throws IOException {
        try (RawServer server = RawServer.start(cutThen(headers, exchange -> rest(exchange, 5000)))) {
            assertThat(refusal(server).why())
                    .isEqualTo("the connection broke at byte 5000 (the connection was closed before the end of the"
                            + " body) and cannot be resumed, because the server sent neither a strong ETag nor a"
                            + " Last-Modified by which to know the content again");
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void withoutAValidatorItStartsAnewWhereNothingWasConsumed() throws IOException {
        try (RawServer server = RawServer.start(new CuttingServer(CONTENT, List.of(0, 0)))) {
            SourceContract.assertSame(bench.fetch(server.uri("/")), CONTENT);
            assertThat(server.exchanges())
                    .hasSize(3)
                    .noneMatch(exchange -> exchange.head().contains("Range"));
            assertThat(bench.events.messages("fetch.resumed")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Range: bytes 4999-19999/20000 | the server sent another range",
                "Content-Range: bytes 5001-19999/20000 | the server sent another range",
                "Content-Range: bytes 0-19999/20000 | the server sent another range",
                "Content-Range: items 5000-19999/20000 | the server sent another range",
                "Content-Type: multipart/byteranges; boundary=x | the server sent another range",
                "Content-Range: bytes 5000-19999/20001 | the rest from byte 5000 is of another content",
                "Content-Range: bytes 5000-19998/19999 | the rest from byte 5000 is of another content"
            })
    void aPartThatIsNotTheRestIsRefused(String header, String why) throws IOException {
        try (RawServer server = RawServer.start(cutThen("ETag: \"v1\"", exchange -> rest(exchange, 5000, header)))) {
            assertThat(refusal(server).why()).endsWith(why);
        }
    }

    @Test
    void aPartOfAnotherContentIsRefused() throws IOException {
        try (RawServer server = RawServer.start(cutThen(
                "ETag: \"v1\"",
                exchange -> rest(exchange, 5000, "Content-Range: bytes 5000-19999/20000", "ETag: \"v2\"")))) {
            assertThat(refusal(server))
                    .extracting(AgentException::why, AgentException::action)
                    .containsExactly(
                            "the bundle was changed while it was being fetched: the rest from byte 5000 is of another"
                                    + " content",
                            "Start again to fetch it from the beginning");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag: \"v2\"", "ETag: W/\"v1\"", "X-Nothing: here"})
    void theWholeAgainIsRefusedUnlessItIsTheSame(String header) throws IOException {
        try (RawServer server = RawServer.start(cutThen("ETag: \"v1\"", exchange -> {
            exchange.say("HTTP/1.1 200 OK", "Content-Length: 20000", header);
            exchange.out().write(CONTENT);
        }))) {
            assertThat(refusal(server).why())
                    .isEqualTo("the bundle was changed while it was being fetched: asked for the rest from byte 5000,"
                            + " the server sent another content");
        }
    }

    @Test
    void theWholeOfAnotherLengthIsRefused() throws IOException {
        try (RawServer server = RawServer.start(cutThen(
                "ETag: \"v1\"", exchange -> exchange.say("HTTP/1.1 200 OK", "Content-Length: 9", "ETag: \"v1\"")))) {
            assertThat(refusal(server).why()).contains("was changed");
        }
    }

    @Test
    void aPlaceThatTheServerNoLongerHasIsAChange() throws IOException {
        try (RawServer server = RawServer.start(cutThen(
                "ETag: \"v1\"",
                exchange -> exchange.say("HTTP/1.1 416 No", "Content-Range: bytes */4000", "Content-Length: 0")))) {
            assertThat(refusal(server).why()).endsWith("the server has no byte 5000 any more");
        }
    }

    @Test
    void aPartThatEndsEarlyIsFollowedByTheNext() throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
            if (exchange.number() == 2) {
                exchange.say("HTTP/1.1 206 Part", "Content-Length: 1000", "Content-Range: bytes 5000-5999/20000");
                exchange.out().write(CONTENT, 5000, 1000);
            } else {
                cutThen("ETag: \"v1\"", third -> rest(third, 6000, "Content-Range: bytes 6000-19999/20000"))
                        .answer(exchange);
            }
        })) {
            SourceContract.assertSame(bench.fetch(server.uri("/")), CONTENT);
            assertThat(bench.events.messages("fetch.resumed").get(1))
                    .endsWith("at byte 6000 of 20000: the body ended before its announced length");
        }
    }

    @Test
    void aUrlThatExpiresMeanwhileIsSaidToHave() throws IOException {
        String body = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        try (RawServer server = RawServer.start(cutThen("ETag: \"v1\"", exchange -> {
            exchange.say("HTTP/1.1 403 Forbidden", "Server: AmazonS3", "Content-Length: " + body.length());
            exchange.text(body);
        }))) {
            assertThat(refusal(server))
                    .extracting(AgentException::why, AgentException::action)
                    .containsExactly(
                            "the server answered 403 AccessDenied (Request has expired)",
                            "Make a new presigned URL; if this one should still be good, set this machine's clock");
        }
    }

    @Test
    void troublesOnTheWayToTheRestAreSatOut() throws IOException {
        try (RawServer server = RawServer.start(exchange -> {
            switch (exchange.number()) {
                case 2 -> exchange.reset();
                case 3 -> exchange.say("HTTP/1.1 503 Slow Down", "Content-Length: 0", "Connection: close");
                case 4 -> {}
                default ->
                    cutThen("ETag: \"v1\"", last -> rest(last, 5000, "Content-Range: bytes 5000-19999/20000"))
                            .answer(exchange);
            }
        })) {
            SourceContract.assertSame(bench.fetch(server.uri("/")), CONTENT);
            assertThat(bench.events.messages("fetch.retried")).hasSize(4);
            assertThat(bench.events.messages("fetch.resumed")).hasSize(1);
        }
    }

    @Test
    void aFailedStreamStaysFailed() throws IOException {
        try (RawServer server = RawServer.start(cutThen("X: y", exchange -> {}));
                Opened opened = bench.open(server.uri("/"))) {
            InputStream bytes = opened.bytes();
            assertThatThrownBy(bytes::readAllBytes).isInstanceOf(AgentException.class);
            assertThatThrownBy(bytes::read).isInstanceOf(AgentException.class);
            assertThatThrownBy(() -> bytes.read(new byte[1])).isInstanceOf(AgentException.class);
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void aServerThatFallsSilentIsLeftAndTheRestAskedForAnew() throws IOException {
        try (FetchBench hasty = new FetchBench(Duration.ofMillis(100), () -> 0L);
                RawServer server = RawServer.start(exchange -> {
                    if (exchange.number() == 1) {
                        exchange.say("HTTP/1.1 200 OK", "Content-Length: 20000", "ETag: \"v1\"");
                        exchange.out().write(CONTENT, 0, 5000);
                        exchange.awaitHangUp();
                    }
                    rest(exchange, 5000, "Content-Range: bytes 5000-19999/20000");
                })) {
            SourceContract.assertSame(hasty.fetch(server.uri("/")), CONTENT);
            assertThat(hasty.events.messages("fetch.resumed"))
                    .singleElement()
                    .asString()
                    .endsWith("at byte 5000 of 20000: the server sent nothing for too long");
        }
    }
}
