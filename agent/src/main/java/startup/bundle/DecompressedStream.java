package startup.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * Decompressed bytes, and failures in words: the libraries below throw what they like at damaged input, unchecked
 * exceptions too.
 */
final class DecompressedStream extends InputStream {
    private final Decompressor decompressor;
    private final TrackedSource source;
    private final InputStream in;
    private final String compression;
    private @Nullable InputStream opened;

    /**
     * A stream that opens the decompressor when it is first read.
     *
     * @param in over {@code source}, with the first bytes still to come
     */
    DecompressedStream(Decompressor decompressor, TrackedSource source, InputStream in, String compression) {
        this.decompressor = decompressor;
        this.source = source;
        this.in = in;
        this.compression = compression;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            if (opened == null) {
                opened = decompressor.open(in);
            }
            return opened.read(buffer, offset, length);
        } catch (AgentException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            source.throwFailure();
            throw decompressor.explain(e).orElseGet(() -> damage(e));
        }
    }

    private AgentException damage(Exception e) {
        String message = e.getMessage();
        String detail = e instanceof EOFException || message == null ? "" : " (" + message.strip() + ")";
        return Damage.because(
                "the " + compression + " data " + (e instanceof EOFException ? "ends too early" : "is damaged")
                        + detail,
                e);
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }
}
