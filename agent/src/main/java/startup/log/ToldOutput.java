package startup.log;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * How far an attempt's output has been told already, by an agent that is no more.
 *
 * @param offset the byte at which the last line, or piece of a line, begins that was told; -1 if none was
 * @param part which piece of its line that was, from 1; 0 if it was a whole line
 */
public record ToldOutput(long offset, int part) {
    public static final ToldOutput NOTHING = new ToldOutput(-1, 0);

    /** A private key is longer than its line, so the lines before count too; the longest keys have 13 KiB. */
    private static final int LOOK_BACK = 128 * 1024;

    /** Where to read from, and how many pieces its line has had before; told or not is a matter of each line's offset. */
    record Start(long offset, int parts) {}

    /** Some lines before, where lines begin; else where the last piece began. */
    Start startIn(RandomAccessFile file) throws IOException {
        long before = Math.max(0, offset - LOOK_BACK);
        if (before == 0) {
            return new Start(0, 0);
        }
        byte[] bytes = new byte[LOOK_BACK];
        file.seek(before);
        file.readFully(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return new Start(before + i + 1, 0);
            }
        }
        return new Start(offset, Math.max(0, part - 1));
    }
}
