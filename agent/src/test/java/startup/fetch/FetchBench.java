package startup.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.random.RandomGenerator;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.HandWoundTicker;
import startup.base.Progress;
import startup.base.RecordedEvents;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

/** A fetcher whose clock is wound by hand, and what it told. */
final class FetchBench implements AutoCloseable {
    static final Duration FETCH_TIMEOUT = Duration.ofMinutes(10);

    final HandWoundTicker ticker = new HandWoundTicker();
    final RecordedEvents events = new RecordedEvents();
    private final RandomGenerator random;
    private final HttpClient http;

    FetchBench() {
        this(Duration.ofSeconds(30), new Longest());
    }

    FetchBench(Duration idle, RandomGenerator random) {
        this.random = random;
        this.http = new HttpClient(ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), idle), "test");
    }

    Fetcher fetcher(InputStream standardInput, Progress progress) {
        return new Fetcher(
                () -> http,
                () -> {
                    throw new IllegalStateException("no S3 here");
                },
                standardInput,
                FETCH_TIMEOUT,
                progress,
                events,
                ticker,
                random);
    }

    Opened open(Location location) throws IOException {
        return fetcher(InputStream.nullInputStream(), Progress.UNSEEN).open(location);
    }

    Opened open(URI uri) throws IOException {
        return open(new Location.Http(uri));
    }

    byte[] fetch(URI uri) throws IOException {
        try (Opened opened = open(uri)) {
            return opened.bytes().readAllBytes();
        }
    }

    /** Why it was not fetched: never in words that hold {@code secret}, nor after the end was told. */
    AgentException refusal(URI uri) {
        try {
            fetch(uri);
        } catch (AgentException refusal) {
            assertThat(refusal.status()).isEqualTo(ExitStatus.NOT_FETCHED);
            assertThat(refusal.getMessage()).doesNotContain("secret").doesNotContain("?");
            assertThat(events.all()).noneMatch(event -> event.message().contains("secret"));
            assertThat(events.messages("fetch.finished")).isEmpty();
            return refusal;
        } catch (IOException other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("fetched");
    }

    @Override
    public void close() {
        http.close();
    }

    /** Of all pauses the longest. */
    static final class Longest implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
