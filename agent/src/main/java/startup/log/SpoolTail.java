package startup.log;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import startup.base.Json;

/**
 * Makes a spool that an agent or a machine left in the middle of a line good to go on with: cuts off what follows the
 * last whole event.
 */
final class SpoolTail {
    private static final int BLOCK = 8 * 1024;

    private final FileChannel file;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

    private SpoolTail(FileChannel file) {
        this.file = file;
    }

    /** The sequence number of the last whole event; 0 if there is none. */
    static long mend(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return 0;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SpoolTail(file).mend();
        }
    }

    private long mend() throws IOException {
        long end = lineEndBefore(file.size());
        while (end > 0) {
            long start = lineEndBefore(end - 1);
            long sequence = sequenceOf(start, end);
            if (sequence > 0) {
                cutTo(end);
                return sequence;
            }
            end = start;
        }
        cutTo(0);
        return 0;
    }

    private void cutTo(long size) throws IOException {
        if (size < file.size()) {
            file.truncate(size);
            file.force(true);
        }
    }

    /** Where the last line that ends before {@code limit} ends, its line end included; 0 if none does. */
    private long lineEndBefore(long limit) throws IOException {
        long end = limit;
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            read(block.clear().limit((int) (end - start)), start);
            for (int i = (int) (end - start) - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    /** 0 if it is no event: blocks that a file was promised but never given are read as zeros. */
    private long sequenceOf(long start, long end) throws IOException {
        if (end - start > SpoolBuffer.MOST_BYTES) {
            return 0;
        }
        ByteBuffer line = ByteBuffer.allocate((int) (end - start));
        read(line, start);
        try {
            return Json.parse(new String(line.array(), StandardCharsets.UTF_8)) instanceof Map<?, ?> document
                            && document.get("event") instanceof Map<?, ?> event
                            && event.get("sequence") instanceof Long sequence
                    ? sequence
                    : 0;
        } catch (IOException noJson) {
            return 0;
        }
    }

    private void read(ByteBuffer into, long from) throws IOException {
        int first = into.position();
        while (into.hasRemaining()) {
            if (file.read(into, from + into.position() - first) < 0) {
                throw new EOFException("the spool became shorter while it was read");
            }
        }
    }
}
