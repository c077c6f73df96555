package startup.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import startup.base.Json;

/**
 * A stretch of the spool, of whole lines, as it is shipped: always the same bytes for the same stretch.
 *
 * @param from the byte of the spool at which it begins
 * @param to the byte after its last line end
 * @param first the sequence number of its first event
 */
record Segment(long from, long to, long first) {
    /** Bytes of lines, before they are compressed; only a single line may be longer. */
    static final int MOST_BYTES = 1024 * 1024;

    boolean isEmpty() {
        return from == to;
    }

    /** Nothing, where this one ends. */
    Segment end() {
        return new Segment(to, to, first);
    }

    /**
     * What comes next from there on: as many whole lines as a segment takes; empty if there is no whole line yet. It is
     * on disk when this returns, so that it is never noted and then lost with the machine's power.
     */
    static Optional<Segment> next(Path spool, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(spool.toFile(), "r")) {
            byte[] bytes = read(file, from, Math.min(file.length(), from + MOST_BYTES));
            int end = lastLineEnd(bytes);
            if (end == 0 && bytes.length == MOST_BYTES) {
                bytes = read(file, from, Math.min(file.length(), from + 2L * MOST_BYTES));
                end = firstLineEnd(bytes);
            }
            if (end == 0) {
                return Optional.empty();
            }
            file.getFD().sync();
            return Optional.of(new Segment(from, from + end, sequence(bytes)));
        }
    }

    /** The lines, compressed. */
    byte[] compressed(Path spool) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(spool.toFile(), "r")) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(read(file, from, to));
            }
            return compressed.toByteArray();
        }
    }

    private static byte[] read(RandomAccessFile file, long from, long to) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, to - from)];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static int firstLineEnd(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static long sequence(byte[] lines) throws IOException {
        String first = new String(lines, 0, firstLineEnd(lines), StandardCharsets.UTF_8);
        if (Json.parse(first) instanceof Map<?, ?> document
                && document.get("event") instanceof Map<?, ?> event
                && event.get("sequence") instanceof Long sequence) {
            return sequence;
        }
        throw new IOException("a line of the log's file is no event");
    }
}
