package startup.seal;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * An age identity: {@code AGE-SECRET-KEY-1…}.
 *
 * <p>Source: age-encryption.org/v1, "The X25519 recipient type"; RFC 7748, section 5.
 */
final class X25519Identity implements AgeIdentity {
    /** Of the private key, in bytes. */
    static final int LENGTH = X25519.SCALAR_SIZE;

    private static final String INFO = "age-encryption.org/v1/X25519";

    private final byte[] scalar;
    private final byte[] recipient = new byte[X25519.POINT_SIZE];

    /** Takes the array over. */
    X25519Identity(byte[] scalar) {
        this.scalar = scalar;
        X25519.scalarMultBase(scalar, 0, recipient, 0);
    }

    @Override
    public @Nullable FileKey unwrap(Stanza stanza) throws AgentException {
        if (!(stanza instanceof Stanza.X25519 sealed)) {
            return null;
        }
        byte[] share = sealed.share().copy();
        byte[] shared = agree(scalar, share);
        byte[] wrapKey = AgeKeys.hkdf(shared, join(share, recipient), INFO);
        Arrays.fill(shared, (byte) 0);
        return FileKey.unwrap(wrapKey, sealed.body());
    }

    @Override
    public void wipe() {
        Arrays.fill(scalar, (byte) 0);
    }

    /** The shared secret, which must not be zero: then the share would not depend on the key at all. */
    static byte[] agree(byte[] scalar, byte[] point) throws AgentException {
        byte[] shared = new byte[X25519.POINT_SIZE];
        if (!X25519.calculateAgreement(scalar, 0, point, 0, shared, 0)) {
            throw SealErrors.damaged("a stanza has a share that age does not allow (of low order)");
        }
        return shared;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
