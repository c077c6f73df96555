package startup.seal;

import java.io.ByteArrayInputStream;

/** Hostile but allowed: gives one byte at a time, whatever is asked for. */
final class TrickleStream extends ByteArrayInputStream {
    TrickleStream(byte[] bytes) {
        super(bytes);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1));
    }
}
