package startup.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.ExitStatus;
import startup.base.HumanDuration;
import startup.http.Response;

/**
 * The body behind a URL as one stream that outlives its connections.
 *
 * <p>When a connection breaks, the rest is asked for, so that the server sends it only if the {@link Content} is still
 * the same. A server that sends the whole again, of the same content by a strong validator, is read and skipped up to
 * where we were: it costs time but gives the same bytes. Anything else ends the stream for good. Skipped bytes are not
 * new, so the time limit goes on meanwhile.
 */
final class RemoteStream extends InputStream {
    private static final String WAS_NOT_FETCHED = " was not fetched";

    private final RemoteSource source;
    private final Patience patience;
    private final Events events;

    private volatile @Nullable Response response;
    private volatile boolean closed;
    private @Nullable IOException failure;
    private Content content = new Content(Optional.empty(), OptionalLong.empty());
    private long position;
    private boolean ended;

    RemoteStream(RemoteSource source, Patience patience, Events events) {
        this.source = source;
        this.patience = patience;
        this.events = events;
    }

    /** Returns when the server has begun to send the bundle. */
    void open() throws IOException {
        patience.renew();
        connect();
    }

    /** The whole length, where the server told it. */
    OptionalLong length() {
        return content.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        patience.renew();
        while (!ended) {
            int count = readOnce(buffer, offset, length);
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    /** Some bytes, or 0 if there were none but the stream stands again where it was, or has ended. */
    private int readOnce(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = body().read(buffer, offset, length);
            if (count >= 0) {
                position += count;
                return count;
            }
            if (content.hasEndedAt(position)) {
                ended = true;
                return 0;
            }
            resume(Setback.shortBody());
        } catch (AgentException refusal) {
            throw refusal;
        } catch (IOException fault) {
            stopIfUnwanted();
            resume(Setback.of(fault));
        }
        return 0;
    }

    private InputStream body() throws IOException {
        Response current = response;
        if (current == null || closed) {
            throw new IOException("closed");
        }
        return current.body();
    }

    private void resume(Setback setback) throws IOException {
        letGo();
        if (position > 0 && content.validator().isEmpty()) {
            throw fail(
                    "the connection broke at byte " + position + " (" + setback.why()
                            + ") and cannot be resumed, because the server sent neither a strong ETag nor a"
                            + " Last-Modified by which to know the content again",
                    "Start again, or put the bundle on a server that sends an ETag, such as S3");
        }
        waitAfter(setback);
        connect();
        if (position > 0) {
            events.warn(
                    "fetch.resumed",
                    "Resumed " + source.display() + " at byte " + position + ofTotal() + ": " + setback.why());
        }
    }

    private String ofTotal() {
        return content.length().isPresent() ? " of " + content.length().getAsLong() : "";
    }

    /** Tries until the next byte of the body is the one at {@link #position}. */
    private void connect() throws IOException {
        Optional<Setback> setback = tryOnce();
        while (setback.isPresent()) {
            letGo();
            waitAfter(setback.get());
            setback = tryOnce();
        }
    }

    private Optional<Setback> tryOnce() throws IOException {
        try {
            return position == 0 ? begin() : goOn();
        } catch (AgentException refusal) {
            throw refusal;
        } catch (IOException fault) {
            stopIfUnwanted();
            return Optional.of(Setback.of(fault));
        }
    }

    private Optional<Setback> begin() throws IOException {
        Response answer = ask(Map.of());
        Optional<Setback> setback = Content.beginning(answer);
        if (setback.isEmpty()) {
            content = Content.of(answer);
        }
        return setback;
    }

    private Optional<Setback> goOn() throws IOException {
        Response answer = ask(content.rest(position));
        Optional<Setback> setback = content.continuation(answer, position);
        if (setback.isEmpty()) {
            answer.body().skipNBytes(Content.surplus(answer, position));
        }
        return setback;
    }

    private Response ask(Map<String, String> headers) throws IOException {
        Response answer = source.ask(headers);
        response = answer;
        stopIfUnwanted();
        return answer;
    }

    private void waitAfter(Setback setback) throws IOException {
        if (!setback.mayPass()) {
            throw fail(setback.why(), setback.action());
        }
        Optional<Duration> pause = patience.pauseAfterFailure(setback.notBefore());
        if (pause.isEmpty()) {
            throw fail(givingUp(setback), setback.action());
        }
        events.warn(
                "fetch.retried",
                "Trying " + source.display() + " again in " + HumanDuration.format(pause.get()) + ": " + setback.why());
        try {
            patience.sleep(pause.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopIfUnwanted();
    }

    private String givingUp(Setback setback) {
        String tries = patience.failures() + (patience.failures() == 1 ? " try" : " tries");
        return setback.notBefore().isZero()
                ? "no new byte for " + HumanDuration.format(patience.limit()) + " and " + tries + ", at last because "
                        + setback.why()
                : setback.why() + " and asks to wait " + HumanDuration.format(setback.notBefore())
                        + ", longer than is left of the " + HumanDuration.format(patience.limit())
                        + " that may pass without a new byte";
    }

    private void stopIfUnwanted() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            letGo();
            throw remember(new InterruptedIOException("interrupted while fetching " + source.display()));
        }
        if (closed) {
            letGo();
            throw new IOException("closed while fetching " + source.display());
        }
    }

    private AgentException fail(String why, String action) {
        letGo();
        return remember(new AgentException(ExitStatus.NOT_FETCHED, source.display() + WAS_NOT_FETCHED, why, action));
    }

    private <E extends IOException> E remember(E lasting) {
        failure = lasting;
        return lasting;
    }

    private void letGo() {
        Response current = response;
        response = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        letGo();
    }
}
