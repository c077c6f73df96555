package startup.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Bundles as they are before they are sealed, and the test that knows their beginning. */
final class Plain {
    /** As boot's will be: a tar header by its checksum, gzip by its magic and method. */
    static final PlaintextTest TEST = Plain::recognises;

    private Plain() {}

    /** A tar of one file with random content, and the end marker. */
    static byte[] tar(int contentBytes) {
        byte[] content = new byte[contentBytes];
        new Random(contentBytes).nextBytes(content);
        int padded = (contentBytes + 511) / 512 * 512;
        byte[] tar = new byte[512 + padded + 1024];
        put(tar, 0, "start-up-bundle/base/start-up.sh");
        put(
                tar,
                100,
                "0000755\0" + "0000000\0" + "0000000\0" + String.format("%011o\0", contentBytes) + "00000000000\0");
        put(tar, 148, "        0");
        put(tar, 257, "ustar\00000");
        put(tar, 148, String.format("%06o\0 ", checksum(tar)));
        System.arraycopy(content, 0, tar, 512, contentBytes);
        return tar;
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static boolean recognises(byte[] head, int length) {
        boolean gzip = length > 10 && head[0] == 0x1f && head[1] == (byte) 0x8b && head[2] == 8 && head[3] == 0;
        return gzip || (length >= 512 && head[0] != 0 && field(head) == checksum(head));
    }

    private static long field(byte[] head) {
        String text = new String(head, 148, 6, StandardCharsets.US_ASCII);
        return text.matches("[0-7]{6}") ? Long.parseLong(text, 8) : -1;
    }

    private static int checksum(byte[] head) {
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : head[i] & 0xff;
        }
        return sum;
    }

    private static void put(byte[] tar, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, at, bytes.length);
    }
}
