package startup.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/** One way in which the bundle may have been encrypted, with the key that follows from it. */
record OpenSslCandidate(KeyDerivation derivation, OpenSslCipher cipher, DerivedKey derived) {
    /** Ready to decrypt from the first block; padding is not its business. */
    Cipher decrypting() {
        try {
            Cipher aes = Cipher.getInstance(cipher.transformation());
            aes.init(Cipher.DECRYPT_MODE, derived.keyOf(cipher), derived.vectorOf(cipher));
            return aes;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    /**
     * Whether what it makes of the first bytes begins as a bundle.
     *
     * @param head of the ciphertext; all of it if it is shorter than {@link Unsealer#HEAD_BYTES}
     */
    boolean begins(PlaintextTest test, byte[] head) {
        int usable = cipher.isPadded() ? head.length / OpenSslCipher.BLOCK * OpenSslCipher.BLOCK : head.length;
        byte[] plain = decrypting().update(head, 0, usable);
        if (plain == null || plain.length == 0) {
            return false;
        }
        boolean whole = head.length < Unsealer.HEAD_BYTES && usable == head.length;
        int padding = whole && cipher.isPadded() ? Padding.lengthOf(plain, plain.length) : 0;
        boolean begins = test.recognises(plain, plain.length - padding);
        Arrays.fill(plain, (byte) 0);
        return begins;
    }
}
