package startup.bundle;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarUtils;
import startup.base.AgentException;

/**
 * The 512 bytes before an entry's content: v7, ustar, GNU or star. Texts have one character a byte, so that every name
 * survives. Commons Compress reads the numbers, octal or binary; its {@code TarArchiveEntry} would cost the first entry of
 * a boot 30 ms, for the times that nobody asks for come by way of {@code BigDecimal}.
 *
 * <pre>
 *   0 name 100 | 100 mode 8 | 108 uid 8 | 116 gid 8 | 124 size 12 | 136 mtime 12 | 148 sum 8 | 156 type 1 | 157 link 100
 *   257 magic 6 | 263 version 2 | 265 uname 32 | 297 gname 32 | 329 devices 16 | 345 prefix 155 (GNU: times, sparse map;
 *   star: prefix 131, times) | 508 star's own magic 4
 * </pre>
 *
 * @param size of what is stored, in bytes
 */
record TarHeader(
        String name,
        int mode,
        long user,
        long group,
        long size,
        FileTime modified,
        byte type,
        String target,
        String userName,
        String groupName) {
    private static final int SUM = 148;
    private static final int SUM_END = 156;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int STARS_MAGIC = 508;

    /**
     * The fields of a block whose sum is right.
     *
     * @param position where the block is, for people
     */
    static TarHeader parse(byte[] block, long position) throws AgentException {
        if (!hasValidSum(block)) {
            throw Damage.because("the tar has no valid entry header at byte " + position);
        }
        try {
            return of(block);
        } catch (IllegalArgumentException e) {
            throw Damage.because("the tar's entry header at byte " + position + " makes no sense", e);
        }
    }

    private static TarHeader of(byte[] block) {
        long size = number(block, 124, 12);
        if (size < 0) {
            throw new IllegalArgumentException("a size below zero");
        }
        return new TarHeader(
                withPrefix(block, text(block, 0, 100)),
                (int) number(block, 100, 8),
                number(block, 108, 8),
                number(block, 116, 8),
                size,
                FileTime.from(number(block, 136, 12), TimeUnit.SECONDS),
                block[TYPE],
                text(block, 157, 100),
                text(block, 265, 32),
                text(block, 297, 32));
    }

    /** Ustar and star have room for the beginning of a long name; GNU tar keeps other things there. */
    private static String withPrefix(byte[] block, String name) {
        if (text(block, MAGIC, 6).equals("ustar ")) {
            return name;
        }
        boolean star = text(block, STARS_MAGIC, 4).equals("tar");
        String prefix = text(block, PREFIX, star ? 131 : 155);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static long number(byte[] block, int from, int length) {
        return TarUtils.parseOctalOrBinary(block, from, length);
    }

    /** Ends at a NUL, or where the field ends. */
    private static String text(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.ISO_8859_1);
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
