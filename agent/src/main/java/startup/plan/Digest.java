package startup.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 (FIPS 180-4) over parts that cannot be mistaken for one another: whatever varies in length is preceded by it. */
final class Digest {
    private final MessageDigest sha256 = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Digest octet(int value) {
        sha256.update((byte) value);
        return this;
    }

    /** Four bytes, the highest first. */
    Digest number(int value) {
        return octet(value >>> 24).octet(value >>> 16).octet(value >>> 8).octet(value);
    }

    /** Its length as a {@link #number}, then its bytes. */
    Digest bytes(byte[] value) {
        number(value.length);
        return raw(value);
    }

    /** Its UTF-8, as {@link #bytes}. */
    Digest text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Without its length: what is always as long. */
    Digest raw(byte[] value) {
        sha256.update(value);
        return this;
    }

    byte[] finish() {
        return sha256.digest();
    }
}
