package startup.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * ChaCha20-Poly1305 under one key: all of age's encryption. The JDK's, which is twice as fast as Bouncy Castle's on 17
 * and has machine code for it on newer versions. For one thread.
 *
 * <p>Source: RFC 8439, section 2.8; age-encryption.org/v1, "Payload".
 */
final class ChunkCipher {
    /** What sealing adds, in bytes. */
    static final int TAG_LENGTH = 16;

    private static final int NONCE_LENGTH = 12;

    private final SecretKeySpec key;
    private final Cipher cipher;

    /** Copies the key. */
    ChunkCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "ChaCha20");
        try {
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 11 has ChaCha20-Poly1305", e);
        }
    }

    /** The number of the chunk, big-endian in 11 bytes, and 1 if it is the last one, else 0. */
    static byte[] nonce(long number, boolean last) {
        return ByteBuffer.allocate(NONCE_LENGTH)
                .putLong(3, number)
                .put(NONCE_LENGTH - 1, (byte) (last ? 1 : 0))
                .array();
    }

    /**
     * Opens one chunk. No two chunks have the same nonce.
     *
     * @param length of {@code sealed}, the tag included
     * @param target gets {@code length} less {@link #TAG_LENGTH} bytes, and nothing if the chunk is not genuine
     * @return whether it is genuine
     */
    boolean open(byte[] nonce, byte[] sealed, int length, byte[] target) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce));
            cipher.doFinal(sealed, 0, length, target, 0);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
