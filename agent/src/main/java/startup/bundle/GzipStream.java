package startup.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What gzip compressed: one or more members, each proven by its checksum and length. Zeros behind the last one are
 * padding. Closing it closes the stream below.
 *
 * <p>Source: RFC 1952; manual of gzip, "Using gzip on tapes".
 */
final class GzipStream extends InputStream {
    private static final int BUFFER = 64 * 1024;
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKED = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final byte[] input = new byte[BUFFER];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private int position;
    private int limit;
    private boolean started;
    private boolean inMember;
    private @Nullable IOException broken;

    GzipStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (broken != null) {
            throw broken;
        }
        try {
            int count = 0;
            while (count == 0 && length > 0) {
                if (!inMember && !beginMember()) {
                    return -1;
                }
                count = inflate(target, offset, length);
            }
            return count;
        } catch (IOException e) {
            broken = e;
            throw e;
        }
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(target, offset, length);
            sum.update(target, offset, count);
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                fill();
                inflater.setInput(input, 0, limit);
            } else if (inflater.needsDictionary()) {
                throw new IOException("it asks for a dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** False at the end of all members. */
    private boolean beginMember() throws IOException {
        int first = started ? afterPadding() : next();
        if (first < 0) {
            return false;
        }
        sum.reset();
        sum.update(first);
        if (first != FIRST || headerByte() != SECOND) {
            throw new IOException(started ? "something else follows it" : "it does not begin as gzip's");
        }
        readHeader();
        sum.reset();
        inflater.reset();
        inflater.setInput(input, position, limit - position);
        started = true;
        inMember = true;
        return true;
    }

    private void readHeader() throws IOException {
        int method = headerByte();
        int flags = headerByte();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw new IOException("method " + method + " with flags " + flags + " is not known");
        }
        skipHeader(6); // when and on what system it was made
        if ((flags & EXTRA) != 0) {
            skipHeader(headerByte() | headerByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipHeaderText();
        }
        if ((flags & COMMENT) != 0) {
            skipHeaderText();
        }
        if ((flags & HEADER_CHECKED) != 0 && (sum.getValue() & 0xffff) != number(2)) {
            throw new IOException("the checksum of its header is wrong");
        }
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        if (number(4) != sum.getValue()) {
            throw new IOException("its checksum is wrong");
        }
        if (number(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new IOException("its length is wrong");
        }
        inMember = false;
    }

    private int headerByte() throws IOException {
        int value = next();
        sum.update(value);
        return value;
    }

    private void skipHeader(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            headerByte();
        }
    }

    private void skipHeaderText() throws IOException {
        while (headerByte() != 0) {
            // a name or a remark, up to its zero
        }
    }

    /** So many bytes, the least first. */
    private long number(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (Byte.SIZE * i);
        }
        return value;
    }

    /** The first byte that is no zero, -1 at the end. */
    private int afterPadding() throws IOException {
        while (position < limit || refill()) {
            int value = input[position++];
            if (value != 0) {
                return value & 0xff;
            }
        }
        return -1;
    }

    private int next() throws IOException {
        if (position == limit) {
            fill();
        }
        return input[position++] & 0xff;
    }

    private void fill() throws IOException {
        if (!refill()) {
            throw new EOFException();
        }
    }

    private boolean refill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(input, 0, input.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
