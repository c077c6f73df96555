package startup.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A password, key or token in memory. Not a record, for a record prints its fields; {@link #toString} gives only the
 * length. {@link #close} wipes the bytes, and whoever asks afterwards is at fault.
 */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;
    private boolean wiped;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over: the caller keeps no other use of it. */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes);
    }

    public static Secret ofText(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy, which the caller wipes when it has served. */
    public byte[] copy() {
        if (wiped) {
            throw new IllegalStateException("this secret has been wiped");
        }
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        wiped = true;
    }

    @Override
    public String toString() {
        return "Secret[" + bytes.length + " bytes]";
    }
}
