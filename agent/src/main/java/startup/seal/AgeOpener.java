package startup.seal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * Opens what age sealed: finds the stanza that one of the keys opens, checks the header with the file key, and hands the
 * payload on.
 *
 * <p>Source: age-encryption.org/v1.
 */
final class AgeOpener {
    private static final int NONCE_LENGTH = 16;

    private final KeyRing keys;

    AgeOpener(KeyRing keys) {
        this.keys = keys;
    }

    /** Opens the binary form. */
    Unsealed open(InputStream sealed, boolean armored) throws IOException {
        AgeHeader header = new AgeHeaderReader(sealed).read();
        AgeSeal seal = header.seal(armored);
        if (keys.isEmpty()) {
            throw SealErrors.noKey(seal.describe());
        }
        FileKey fileKey = fileKey(header.stanzas(), seal);
        try {
            header.verify(fileKey);
            byte[] nonce = sealed.readNBytes(NONCE_LENGTH);
            if (nonce.length < NONCE_LENGTH) {
                throw SealErrors.damaged("it ends right after the age header, so it was cut short");
            }
            return new Unsealed(new AgePayloadStream(sealed, fileKey.derive(nonce, "payload")), seal);
        } finally {
            fileKey.wipe();
        }
    }

    private FileKey fileKey(List<Stanza> stanzas, AgeSeal seal) throws IOException {
        boolean suitable = false;
        for (Key key : keys.keys()) {
            suitable |= key instanceof Password == seal.isProof();
            for (Stanza stanza : stanzas) {
                FileKey fileKey = unwrap(stanza, key);
                if (fileKey != null) {
                    return fileKey;
                }
            }
        }
        throw suitable ? noMatch(seal) : otherKind(seal);
    }

    private static @Nullable FileKey unwrap(Stanza stanza, Key key) throws AgentException {
        if (key instanceof AgeIdentity identity) {
            return identity.unwrap(stanza);
        }
        boolean isPassphrase = key instanceof Password && stanza instanceof Stanza.Scrypt;
        return isPassphrase
                ? new ScryptWork(Runtime.getRuntime().maxMemory()).unwrap((Stanza.Scrypt) stanza, (Password) key)
                : null;
    }

    private static AgentException noMatch(AgeSeal seal) {
        return seal.isProof()
                ? SealErrors.wrongKey(
                        "it is sealed with an age passphrase, and not with this one", "Check the password")
                : SealErrors.wrongKey(
                        "it is sealed to others (" + seal.describe() + "): no identity given opens it",
                        "Give the identity of one of its recipients, or seal it to this one's recipient");
    }

    private static AgentException otherKind(AgeSeal seal) {
        return seal.isProof()
                ? SealErrors.wrongKey(
                        "it is sealed with an age passphrase, and the key given is an age or ssh identity",
                        "Give --key with a source of the passphrase")
                : SealErrors.wrongKey(
                        "it is sealed to recipients (" + seal.describe() + "), and the key given is a password",
                        "Give --key with a source of an age identity (AGE-SECRET-KEY-1…) or an ssh-ed25519 private key");
    }
}
