package startup.seal;

import java.util.Arrays;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * An ssh-ed25519 key as an age identity: the key's secret scalar serves X25519, and its public key, as ssh writes it,
 * is mixed in.
 *
 * <p>Source: age's package agessh (Ed25519Identity); RFC 8032, section 5.1.5, for the scalar.
 */
final class SshEd25519Identity implements AgeIdentity {
    private static final String INFO = "age-encryption.org/v1/ssh-ed25519";

    private final byte[] scalar;
    private final byte[] sshPublicKey;
    private final byte[] recipient = new byte[X25519.POINT_SIZE];

    /**
     * Makes the X25519 key of it.
     *
     * @param seed the private key, 32 bytes; it is wiped
     * @param sshPublicKey in ssh's wire form: string "ssh-ed25519", string key
     */
    SshEd25519Identity(byte[] seed, byte[] sshPublicKey) {
        byte[] hashed = hash(new SHA512Digest(), seed);
        this.scalar = Arrays.copyOf(hashed, X25519.SCALAR_SIZE);
        this.sshPublicKey = sshPublicKey;
        Arrays.fill(seed, (byte) 0);
        Arrays.fill(hashed, (byte) 0);
        X25519.scalarMultBase(scalar, 0, recipient, 0);
    }

    @Override
    public @Nullable FileKey unwrap(Stanza stanza) throws AgentException {
        if (!(stanza instanceof Stanza.SshEd25519 sealed) || !isMine(sealed)) {
            return null;
        }
        byte[] share = sealed.share().copy();
        byte[] untweaked = X25519Identity.agree(scalar, share);
        byte[] tweak = AgeKeys.hkdf(new byte[0], sshPublicKey, INFO);
        byte[] shared = X25519Identity.agree(tweak, untweaked);
        byte[] wrapKey = AgeKeys.hkdf(shared, X25519Identity.join(share, recipient), INFO);
        Arrays.fill(untweaked, (byte) 0);
        Arrays.fill(shared, (byte) 0);
        return FileKey.unwrap(wrapKey, sealed.body());
    }

    private boolean isMine(Stanza.SshEd25519 stanza) {
        byte[] tag = Arrays.copyOf(hash(new SHA256Digest(), sshPublicKey), Stanza.SshEd25519.TAG_LENGTH);
        return Arrays.equals(tag, stanza.tag().copy());
    }

    @Override
    public void wipe() {
        Arrays.fill(scalar, (byte) 0);
    }

    private static byte[] hash(Digest digest, byte[] bytes) {
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
