package startup.bundle;

import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import startup.base.AgentException;

/**
 * The 512 bytes before an entry's content: v7, ustar, GNU or star. Commons Compress knows their fields; this adds the
 * checks that it leaves out.
 *
 * <pre>
 *   0 name 100 | 100 mode 8 | 108 uid 8 | 116 gid 8 | 124 size 12 | 136 mtime 12 | 148 sum 8 | 156 type 1 | 157 link 100
 *   257 magic 6 | 263 version 2 | 265 uname 32 | 297 gname 32 | 329 devices 16 | 345 prefix 155 (GNU: times, sparse map)
 * </pre>
 */
final class TarHeader {
    private static final int SUM = 148;
    private static final int SUM_END = 156;

    /** One character a byte, so that every name survives. */
    private static final ZipEncoding BYTES = ZipEncodingHelper.getZipEncoding("ISO-8859-1");

    private TarHeader() {}

    /**
     * The fields of a block whose sum is right.
     *
     * @param position where the block is, for people
     */
    static TarArchiveEntry parse(byte[] block, long position) throws AgentException {
        if (!hasValidSum(block)) {
            throw Damage.because("the tar has no valid entry header at byte " + position);
        }
        try {
            return new TarArchiveEntry(block, BYTES, false);
        } catch (IOException | RuntimeException e) {
            throw Damage.because("the tar's entry header at byte " + position + " makes no sense", e);
        }
    }

    static boolean isZero(byte[] block) {
        for (int i = 0; i < TarBlocks.SIZE; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The sum of all bytes, its own field taken as spaces; some old writers took bytes as signed. */
    static boolean hasValidSum(byte[] block) {
        int stated = stated(block);
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < TarBlocks.SIZE; i++) {
            int value = i >= SUM && i < SUM_END ? ' ' : block[i];
            unsigned += value & 0xff;
            signed += value;
        }
        return stated >= 0 && (stated == unsigned || stated == signed);
    }

    /** Octal digits between optional spaces, ended by a space or NUL; -1 for anything else. */
    private static int stated(byte[] block) {
        int at = SUM;
        while (at < SUM_END && block[at] == ' ') {
            at++;
        }
        int sum = 0;
        int digits = 0;
        for (; at < SUM_END && block[at] >= '0' && block[at] <= '7'; at++) {
            sum = sum * 8 + block[at] - '0';
            digits++;
        }
        boolean ended = at == SUM_END || block[at] == 0 || block[at] == ' ';
        return digits > 0 && ended ? sum : -1;
    }
}
