package startup.proof;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Digests what is read through it, and gives the end of the stream only if the digest is the demanded one: -1 means
 * proven.
 *
 * <p>Errors: bytes that are not the demanded ones are exit status 13, at the end, with both digests named. A failure of
 * the stream below passes unchanged. A stream that failed once fails in the same way for ever.
 */
public final class DigestingInputStream extends FilterInputStream {
    private static final int DRAIN_SIZE = 64 * 1024;

    private final Optional<Sha256> demanded;
    private final Digester digester = new Digester();
    private @Nullable Sha256 digest;
    private @Nullable IOException failure;

    /** A stream over {@code in}, which it closes with itself. */
    public DigestingInputStream(InputStream in, Optional<Sha256> demanded) {
        super(in);
        this.demanded = demanded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (failure != null) {
            throw failure;
        }
        if (digest != null) {
            return -1;
        }
        try {
            int count = in.read(buffer, offset, length);
            if (count < 0) {
                digest = proven(digester.finish());
            } else {
                digester.update(buffer, offset, count);
            }
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private Sha256 proven(Sha256 actual) throws AgentException {
        if (demanded.isPresent() && !demanded.get().equals(actual)) {
            throw new AgentException(
                    ExitStatus.NOT_PROVEN,
                    "The bundle is not the one that was pinned",
                    "its SHA-256 is " + actual + " and " + demanded.get() + " was demanded",
                    "Publish the right bundle, or pin the digest of this one if it is the one you mean");
        }
        return actual;
    }

    /**
     * The digest of all bytes.
     *
     * @throws IllegalStateException before the end has been read
     */
    public Sha256 digest() {
        if (digest == null) {
            throw new IllegalStateException("the digest is known only at the end of the stream");
        }
        return digest;
    }

    /**
     * Reads to the end and drops what it reads, so that a demanded digest is judged although a stage above gave up
     * before the end. Fails as {@link #read} does.
     */
    public void drain() throws IOException {
        byte[] dropped = new byte[DRAIN_SIZE];
        int count = 0;
        while (count >= 0) {
            count = read(dropped, 0, dropped.length);
        }
    }

    /** Skipped bytes count, so they are read. */
    @Override
    public long skip(long count) throws IOException {
        byte[] dropped = new byte[(int) Math.max(0, Math.min(count, DRAIN_SIZE))];
        return Math.max(0, read(dropped, 0, dropped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        digester.close();
        super.close();
    }
}
