package startup.seal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of one age file, 16 bytes, which each stanza holds for its recipient.
 *
 * <p>Source: age-encryption.org/v1, "File key".
 */
final class FileKey {
    /** In bytes. */
    static final int LENGTH = 16;

    private final byte[] bytes;

    private FileKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes it out of a stanza's body.
     *
     * @param wrapKey serves this one body, hence the nonce of zeros; it is wiped
     * @return null if the body was not made with this key
     */
    static @Nullable FileKey unwrap(byte[] wrapKey, Bytes body) {
        byte[] bytes = new byte[LENGTH];
        boolean opened = new ChunkCipher(wrapKey).open(ChunkCipher.nonce(0, false), body.copy(), body.length(), bytes);
        Arrays.fill(wrapKey, (byte) 0);
        return opened ? new FileKey(bytes) : null;
    }

    /** The caller wipes it. */
    byte[] derive(byte[] salt, String info) {
        return AgeKeys.hkdf(bytes, salt, info);
    }

    void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }
}
