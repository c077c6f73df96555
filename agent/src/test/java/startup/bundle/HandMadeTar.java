package startup.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A tar as no tool would write it. Names are bytes, one a character. */
final class HandMadeTar {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int mode = 0644;
    private long stated = -1;
    private String linkName = "";
    private long time = 1_600_000_000;
    private int user;

    HandMadeTar mode(int newMode) {
        mode = newMode;
        return this;
    }

    HandMadeTar user(int newUser) {
        user = newUser;
        return this;
    }

    HandMadeTar time(long newTime) {
        time = newTime;
        return this;
    }

    /** The size that the next header states, instead of the true one. */
    HandMadeTar stating(long size) {
        stated = size;
        return this;
    }

    HandMadeTar folder(String name) {
        int before = mode;
        return mode(0755).entry('5', name, "").mode(before);
    }

    HandMadeTar file(String name, String content) {
        return entry('0', name, content);
    }

    HandMadeTar symbolicLink(String name, String target) {
        linkName = target;
        return entry('2', name, "");
    }

    HandMadeTar hardLink(String name, String target) {
        linkName = target;
        return entry('1', name, "");
    }

    /** Records in the order {@code key, value, key, value}, for the next entry. */
    HandMadeTar pax(String... records) {
        return entry('x', "pax", paxBody(records));
    }

    HandMadeTar globalPax(String... records) {
        return entry('g', "pax", paxBody(records));
    }

    static String paxBody(String... records) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < records.length; i += 2) {
            String record = " " + records[i] + "=" + records[i + 1] + "\n";
            int length = record.length();
            length +=
                    Integer.toString(length + Integer.toString(length).length()).length();
            body.append(length).append(record);
        }
        return body.toString();
    }

    HandMadeTar entry(char type, String name, String content) {
        return entry(type, name, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    HandMadeTar entry(char type, String name, byte[] content) {
        out.writeBytes(header(type, name, stated < 0 ? content.length : stated));
        stated = -1;
        linkName = "";
        return raw(padded(content));
    }

    HandMadeTar raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK);
    }

    private byte[] header(char type, String name, long size) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, octal(mode, 7));
        put(block, 108, octal(user, 7));
        put(block, 116, octal(0, 7));
        put(block, 124, octal(size, 11));
        put(block, 136, octal(time, 11));
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 157, linkName);
        put(block, 257, "ustar\00000");
        return withSum(block);
    }

    /** Sets the sum that a header needs. */
    static byte[] withSum(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, octal(sum, 6) + "\0 ");
        return block;
    }

    private static String octal(long value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", value);
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /** All so far and the end marker. */
    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(new byte[2 * BLOCK]);
        return whole.toByteArray();
    }

    byte[] withoutEnd() {
        return out.toByteArray();
    }
}
