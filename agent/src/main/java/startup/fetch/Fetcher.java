package startup.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import startup.aws.S3;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.ExitStatus;
import startup.base.Progress;
import startup.base.Ticker;
import startup.http.HttpClient;

/**
 * Opens a location as a stream of bytes, wherever it lies.
 *
 * <p>Tells {@code fetch.started}, {@code fetch.retried}, {@code fetch.resumed} and {@code fetch.finished}. What cannot be
 * fetched ends as exit status 11, from here or from a read. An interrupt ends it with an
 * {@link java.io.InterruptedIOException}.
 */
public final class Fetcher {
    private final Supplier<HttpClient> http;
    private final Supplier<S3> s3;
    private final InputStream standardInput;
    private final Duration fetchTimeout;
    private final Progress progress;
    private final Events events;
    private final Ticker ticker;
    private final RandomGenerator random;

    /**
     * Fetches for one command.
     *
     * @param http asked for a client only if a location needs one; the client stays the caller's to close
     * @param s3 likewise, for objects of a bucket
     * @param standardInput never closed here
     * @param fetchTimeout the longest time without a new byte, retries included; a single wait is bounded by the client's
     *     idle time-out, so this can be passed by as much
     * @param random spreads retries, so that machines that failed together do not come back together
     */
    public Fetcher(
            Supplier<HttpClient> http,
            Supplier<S3> s3,
            InputStream standardInput,
            Duration fetchTimeout,
            Progress progress,
            Events events,
            Ticker ticker,
            RandomGenerator random) {
        this.http = http;
        this.s3 = s3;
        this.standardInput = standardInput;
        this.fetchTimeout = fetchTimeout;
        this.progress = progress;
        this.events = events;
        this.ticker = ticker;
        this.random = random;
    }

    /**
     * Returns when the first byte can be read.
     *
     * @throws AgentException with exit status 11 if it cannot be fetched
     */
    public Opened open(Location location) throws IOException {
        if (location instanceof Location.Http url) {
            UrlSecrets.conceal(url.uri(), events);
            return fetch(location, new WebSource(url, http));
        } else if (location instanceof Location.S3 object) {
            return fetch(location, new BucketSource(object, s3.get()));
        } else if (location instanceof Location.File file) {
            return read(file);
        } else if (location instanceof Location.StandardInput) {
            return told(location, new Unclosed(standardInput), OptionalLong.empty(), started(location));
        } else if (location instanceof Location.Directory directory) {
            throw isDirectory(directory.display());
        }
        throw new IllegalArgumentException("no way to " + location);
    }

    private long started(Location location) {
        events.info("fetch.started", "Fetching " + location.display());
        return ticker.nanoTime();
    }

    private Opened told(Location location, InputStream bytes, OptionalLong length, long start) {
        InputStream told = new ToldStream(bytes, location.display(), length, progress, events, ticker, start);
        return new Opened(told, length);
    }

    private Opened fetch(Location location, RemoteSource source) throws IOException {
        long start = started(location);
        RemoteStream stream = new RemoteStream(source, new Patience(fetchTimeout, ticker, random), events);
        stream.open();
        return told(location, stream, stream.length(), start);
    }

    private Opened read(Location.File file) throws AgentException {
        long start = started(file);
        Path path = file.path();
        try {
            if (Files.isDirectory(path)) {
                throw isDirectory(file.display());
            }
            // a pipe tells no length
            OptionalLong length = Files.isRegularFile(path) ? OptionalLong.of(Files.size(path)) : OptionalLong.empty();
            return told(file, Files.newInputStream(path), length, start);
        } catch (NoSuchFileException e) {
            throw refused(
                    file.display(),
                    "there is no such file",
                    "Check the path; a relative one begins at the" + " working folder of the agent");
        } catch (AccessDeniedException e) {
            throw refused(file.display(), "this user may not read it", "Change its mode, or run the agent as root");
        } catch (AgentException refusal) {
            throw refusal;
        } catch (IOException e) {
            throw ToldStream.failure(file.display(), e);
        }
    }

    private static AgentException isDirectory(String display) {
        return refused(display, "it is a directory, and a file is needed here", "Name the bundle's file");
    }

    private static AgentException refused(String display, String why, String action) {
        return new AgentException(ExitStatus.NOT_FETCHED, display + " was not read", why, action);
    }
}
