package startup.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The stream below, which remembers how it failed: what a decompressor then says about damage is not the truth. It is
 * its owner's to close.
 */
final class TrackedSource extends FilterInputStream {
    private static final int DRAIN_SIZE = 64 * 1024;

    private @Nullable IOException failure;

    TrackedSource(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        throwFailure();
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Fails as the stream below did, if it did. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Reads to the end, which only a stream gives that was proven. */
    void drain() throws IOException {
        byte[] dropped = new byte[DRAIN_SIZE];
        int count = 0;
        while (count >= 0) {
            count = read(dropped, 0, dropped.length);
        }
    }

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
    public void close() {
        // What is above closes what it is over; who gave us the stream reads on.
    }
}
