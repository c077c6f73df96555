package startup.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A tar as what it is: blocks of 512 bytes, of which some are headers and those after them a body, filled up to the next
 * block.
 *
 * <p>As an {@link InputStream} it is the body of the current entry. Errors: an end within a block or body is damage (13).
 */
final class TarBlocks extends InputStream {
    static final int SIZE = 512;

    /** Many small entries at a time; the content of a large file goes past it into the writer's buffer. */
    private static final int BUFFER = 32 * 1024;

    private final InputStream in;
    private final byte[] block = new byte[SIZE];
    private long position;
    private long left;
    private int padding;

    TarBlocks(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /** The next block, in an array that is used again; false at the end of the stream. What is left of a body is skipped. */
    boolean next(byte[] target) throws IOException {
        skipBody();
        int count = in.readNBytes(target, 0, SIZE);
        position += count;
        if (count > 0 && count < SIZE) {
            throw endsEarly();
        }
        return count == SIZE;
    }

    /** The block last read by {@link #next} began here. */
    long position() {
        return position - SIZE;
    }

    /** What follows is a body of {@code size} bytes. */
    void beginBody(long size) {
        left = size;
        padding = (int) (-size & (SIZE - 1));
    }

    long left() {
        return left;
    }

    private void skipBody() throws IOException {
        while (left > 0) {
            read(block, 0, SIZE);
        }
        int skipped = in.readNBytes(block, 0, padding);
        position += skipped;
        if (skipped < padding) {
            throw endsEarly();
        }
        padding = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (left == 0) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw endsEarly();
        }
        position += count;
        left -= count;
        return count;
    }

    private IOException endsEarly() {
        return Damage.because("the tar ends in the middle of an entry, after " + position + " bytes");
    }
}
