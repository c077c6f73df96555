package startup.seal;

import java.util.Arrays;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What a {@link KeyDerivation} made of a password: the key of any cipher, and after it the initialisation vector. */
final class DerivedKey {
    /** The longest key, 32 bytes, and the vector, 16. */
    static final int LENGTH = 48;

    private final byte[] bytes;

    /** Takes the array, of {@link #LENGTH} bytes, over. */
    DerivedKey(byte[] bytes) {
        this.bytes = bytes;
    }

    SecretKeySpec keyOf(OpenSslCipher cipher) {
        return new SecretKeySpec(bytes, 0, cipher.keyLength(), "AES");
    }

    IvParameterSpec vectorOf(OpenSslCipher cipher) {
        return new IvParameterSpec(bytes, cipher.keyLength(), OpenSslCipher.BLOCK);
    }

    void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }
}
