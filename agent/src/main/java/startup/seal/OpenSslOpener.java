package startup.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * Opens what {@code openssl enc} sealed, without being told how.
 *
 * <pre>
 * "Salted__" (8 bytes), salt (8), ciphertext      nothing says which cipher, digest or derivation
 * </pre>
 *
 * <p>Every candidate of cipher and derivation decrypts the first bytes, and the first one whose plaintext begins as a
 * bundle is used for the stream, of which no byte is read twice. The cheap derivations are tried before PBKDF2, for every
 * password. Source: openssl-enc(1).
 */
final class OpenSslOpener {
    static final int SALT_LENGTH = 8;
    private static final byte[] NO_SALT = {};

    private final SealPins pins;
    private final PlaintextTest plaintext;
    private final boolean judged;

    OpenSslOpener(SealPins pins, PlaintextTest plaintext, boolean judged) {
        this.pins = pins;
        this.plaintext = plaintext;
        this.judged = judged;
    }

    /** Opens the binary form; {@code sealed} begins with {@code Salted__}, unless pinned otherwise. */
    Unsealed open(InputStream sealed, boolean base64, KeyRing keys) throws IOException {
        byte[] salt = pins.nosalt() ? NO_SALT : salt(sealed);
        byte[] head = sealed.readNBytes(Unsealer.HEAD_BYTES);
        OpenSslCandidate found = choose(passwords(keys), salt, head);
        OpenSslSeal seal = new OpenSslSeal(
                Optional.of(found.cipher().written()),
                Optional.of(found.derivation().written()),
                !pins.nosalt(),
                base64);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), sealed);
        InputStream plain =
                new AesStream(whole, found.decrypting(), found.cipher().isPadded(), found.begins(plaintext, head));
        found.derived().wipe();
        return new Unsealed(plain, seal);
    }

    private static byte[] salt(InputStream sealed) throws IOException {
        byte[] magic = sealed.readNBytes(FirstBytes.SALTED.length);
        if (!Arrays.equals(magic, FirstBytes.SALTED)) {
            throw SealErrors.damaged("it does not begin with Salted__; if it was made with -nosalt, pin --nosalt");
        }
        byte[] salt = sealed.readNBytes(SALT_LENGTH);
        if (salt.length < SALT_LENGTH) {
            throw SealErrors.damaged("it ends within the salt, so it was cut short");
        }
        return salt;
    }

    private OpenSslCandidate choose(List<Password> passwords, byte[] salt, byte[] head) throws AgentException {
        OpenSslCandidate found = search(passwords, salt, head);
        if (found != null) {
            return found;
        }
        if (!judged && pins.endTheSearch()) {
            KeyDerivation derivation = pins.derivations().get(0);
            return new OpenSslCandidate(derivation, pins.ciphers().get(0), derive(derivation, passwords.get(0), salt));
        }
        if (head.length < OpenSslCipher.BLOCK) {
            throw SealErrors.damaged("it ends within its first block, so it was cut short");
        }
        throw SealErrors.wrongKey(
                "nothing that " + (passwords.size() == 1 ? "the password" : "any of the passwords")
                        + " decrypts begins as a bundle: a wrong password, most likely, or unusual options of openssl enc",
                pins.endTheSearch()
                        ? "Check the password, --cipher, --md and --iter"
                        : "Check the password, or pin --cipher, --md and --iter");
    }

    private @Nullable OpenSslCandidate search(List<Password> passwords, byte[] salt, byte[] head) {
        for (KeyDerivation derivation : pins.derivations()) {
            for (Password password : passwords) {
                DerivedKey derived = derive(derivation, password, salt);
                for (OpenSslCipher cipher : pins.ciphers()) {
                    OpenSslCandidate candidate = new OpenSslCandidate(derivation, cipher, derived);
                    if (candidate.begins(plaintext, head)) {
                        return candidate;
                    }
                }
                derived.wipe();
            }
        }
        return null;
    }

    private static DerivedKey derive(KeyDerivation derivation, Password password, byte[] salt) {
        byte[] copy = password.copy();
        try {
            return derivation.derive(copy, salt);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    private static List<Password> passwords(KeyRing keys) throws IOException {
        List<Password> passwords = new ArrayList<>();
        for (Key key : keys.keys()) {
            if (key instanceof Password password) {
                passwords.add(password);
            }
        }
        if (passwords.isEmpty()) {
            throw SealErrors.wrongKey(
                    "it is sealed with openssl enc, which takes a password, and the key given is an age or ssh identity",
                    "Give --key with a source of the password");
        }
        return passwords;
    }
}
