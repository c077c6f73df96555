package startup.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes as a module printed them, to lines of text. A line ends with LF or CR LF. A line that is too long for an event
 * comes in parts, cut between code points, so that at most one part is held in memory. What is not UTF-8 becomes U+FFFD.
 * Not safe for several threads.
 */
final class LineSplitter {
    /** Bytes of UTF-8 in one part, the line end not counted. Source: DESIGN, "Plan, verdict, event". */
    static final int LONGEST = 64 * 1024;

    /** A code point has at most four bytes, so its first is at most three before any other. */
    private static final int MOST_CONTINUATIONS = 3;

    private final Sink sink;
    private byte[] pending = new byte[0];
    private int length;
    private int part;
    /** Of what is pending; of what is fed next, where nothing is. */
    private long offset;

    LineSplitter(Sink sink) {
        this(sink, 0, 0);
    }

    /** Goes on at byte {@code offset}, before which a line had that many parts; 0 where a line begins there. */
    LineSplitter(Sink sink, long offset, int parts) {
        this.sink = sink;
        this.offset = offset;
        this.part = parts;
    }

    /** Takes what was split off. */
    interface Sink {
        /**
         * A whole line with {@code part} 0, or the pieces of a long one, counted from 1.
         *
         * @param offset the byte at which it begins
         */
        void line(String text, int part, long offset);
    }

    void feed(byte[] bytes, int from, int count) {
        int end = from + count;
        int start = from;
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\n') {
                endLine(bytes, start, i - start);
                start = i + 1;
            }
        }
        hold(bytes, start, end - start);
    }

    /** What is fed next stands at the beginning again: the file was cut to nothing. */
    void rewind() {
        offset = -length;
    }

    /** Takes a last line without a line end for a line. */
    void finish() {
        if (length > 0 || part > 0) {
            endLine(pending, 0, 0);
            offset--; // there was no line end
        }
    }

    private void endLine(byte[] bytes, int start, int count) {
        if (length == 0 && part == 0 && !tooLong(count, bytes, start + count)) {
            sink.line(text(bytes, start, withoutReturn(bytes, start, count)), 0, offset);
            offset += count + 1;
            return;
        }
        hold(bytes, start, count);
        int rest = withoutReturn(pending, 0, length);
        if (part == 0) {
            sink.line(text(pending, 0, rest), 0, offset);
        } else if (rest > 0) {
            sink.line(text(pending, 0, rest), ++part, offset);
        }
        offset += length + 1;
        length = 0;
        part = 0;
    }

    private void hold(byte[] bytes, int start, int count) {
        if (length + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(length + count, Math.min(2 * pending.length, LONGEST)));
        }
        System.arraycopy(bytes, start, pending, length, count);
        length += count;
        int from = 0;
        while (tooLong(length - from, pending, length)) {
            int cut = border(from + LONGEST);
            sink.line(text(pending, from, cut - from), ++part, offset);
            offset += cut - from;
            from = cut;
        }
        System.arraycopy(pending, from, pending, 0, length - from);
        length -= from;
    }

    /** A return may yet turn out to be half of a line end, and then it does not count. */
    private static boolean tooLong(int count, byte[] bytes, int end) {
        return count > LONGEST + 1 || (count == LONGEST + 1 && bytes[end - 1] != '\r');
    }

    /** The place at or shortly before {@code at} where a code point begins, else {@code at}, for then it is no UTF-8. */
    private int border(int at) {
        for (int back = 0; back <= MOST_CONTINUATIONS; back++) {
            if ((pending[at - back] & 0xC0) != 0x80) {
                return at - back;
            }
        }
        return at;
    }

    private static int withoutReturn(byte[] bytes, int start, int count) {
        return count > 0 && bytes[start + count - 1] == '\r' ? count - 1 : count;
    }

    private static String text(byte[] bytes, int start, int count) {
        return new String(bytes, start, count, StandardCharsets.UTF_8);
    }
}
