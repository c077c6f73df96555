package startup.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Lines that are not in the file yet. A line that does not fit is counted as lost, whole. */
final class SpoolBuffer {
    /** Also the longest line, which is 64 KiB of control characters at six bytes each. */
    static final int MOST_BYTES = 1024 * 1024;
    /** A write of this size costs next to nothing per line. */
    private static final int WORTH_WRITING = 64 * 1024;

    private ByteBuffer bytes = ByteBuffer.allocate(2 * WORTH_WRITING);
    private int lines;
    private long lost;

    void add(CharSequence line) {
        byte[] encoded = line.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.position() + encoded.length > MOST_BYTES) {
            lost++;
            return;
        }
        if (bytes.remaining() < encoded.length) {
            int needed = Math.max(bytes.position() + encoded.length, 2 * bytes.capacity());
            bytes = ByteBuffer.allocate(Math.min(needed, MOST_BYTES)).put(bytes.flip());
        }
        bytes.put(encoded);
        lines++;
    }

    boolean isEmpty() {
        return bytes.position() == 0;
    }

    boolean isWorthWriting() {
        return bytes.position() >= WORTH_WRITING;
    }

    /** What cannot be written stays. */
    void writeTo(SpoolFile file) throws IOException {
        bytes.flip();
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            lines = 0;
        } finally {
            bytes.compact();
        }
    }

    /** Lines that did not fit since it was last asked. */
    long takeLost() {
        long taken = lost;
        lost = 0;
        return taken;
    }

    /** Lines that did not fit and, at the end, those that could not be written. */
    long lostAtTheEnd() {
        return lost + lines;
    }
}
