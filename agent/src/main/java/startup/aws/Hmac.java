package startup.aws;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC with SHA-256, made of digests alone: Java's own {@code Mac} first loads and checks its providers of ciphers, which
 * costs a cold start 50 ms more, and keeps a copy of the key that cannot be wiped. Source: RFC 2104; RFC 4231 has test vectors.
 */
final class Hmac {
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private Hmac() {}

    static byte[] sha256(byte[] key, byte[] message) {
        MessageDigest digest = digest();
        byte[] block = Arrays.copyOf(key.length > BLOCK ? digest.digest(key) : key, BLOCK);
        mask(block, INNER);
        digest.update(block);
        byte[] inner = digest.digest(message);
        mask(block, (byte) (INNER ^ OUTER));
        digest.update(block);
        Arrays.fill(block, (byte) 0);
        return digest.digest(inner);
    }

    private static void mask(byte[] block, byte mask) {
        for (int at = 0; at < block.length; at++) {
            block[at] ^= mask;
        }
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
