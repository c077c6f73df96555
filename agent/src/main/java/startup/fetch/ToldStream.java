package startup.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.OptionalLong;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.ExitStatus;
import startup.base.HumanDuration;
import startup.base.HumanSize;
import startup.base.Progress;
import startup.base.Ticker;

/** Any source's bytes, with progress told as they pass and the end told once; a fault is put in words. */
final class ToldStream extends InputStream {
    private final InputStream bytes;
    private final String display;
    private final OptionalLong length;
    private final Progress progress;
    private final Events events;
    private final Ticker ticker;
    private final long start;
    private long count;
    private boolean ended;

    ToldStream(
            InputStream bytes,
            String display,
            OptionalLong length,
            Progress progress,
            Events events,
            Ticker ticker,
            long start) {
        this.bytes = bytes;
        this.display = display;
        this.length = length;
        this.progress = progress;
        this.events = events;
        this.ticker = ticker;
        this.start = start;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int got;
        try {
            got = ended ? -1 : bytes.read(buffer, offset, wanted);
        } catch (AgentException | InterruptedIOException told) {
            throw told;
        } catch (ClosedByInterruptException interrupted) {
            throw new InterruptedIOException("interrupted while reading " + display);
        } catch (IOException fault) {
            throw failure(display, fault);
        }
        if (got > 0) {
            count += got;
            progress.fetched(count, length);
        } else if (got < 0 && !ended) {
            ended = true;
            if (length.isEmpty()) {
                progress.fetched(count, OptionalLong.of(count)); // now it is known: this was all
            }
            Duration took = Duration.ofNanos(ticker.nanoTime() - start);
            events.info(
                    "fetch.finished",
                    "Fetched " + display + ": " + HumanSize.format(count) + " in " + HumanDuration.format(took));
        }
        return got;
    }

    static AgentException failure(String display, IOException fault) {
        return new AgentException(
                ExitStatus.NOT_FETCHED,
                display + " was not read",
                "reading failed: " + fault.getMessage(),
                "Check the disk or the program that it comes from",
                fault);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
