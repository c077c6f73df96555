package startup.seal;

import java.util.Arrays;

/** Bytes out of a header, as a value: compared by content, and not secret. */
final class Bytes {
    private final byte[] content;

    Bytes(byte[] content) {
        this.content = content.clone();
    }

    byte[] copy() {
        return content.clone();
    }

    int length() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
