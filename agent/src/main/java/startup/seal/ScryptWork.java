package startup.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * Opens a stanza with a passphrase, if the work that the file asks for is within the limits: 2^20, and this JVM's heap.
 * A work of 2^n needs 2^n KiB; age asks for 2^18.
 *
 * <p>Source: age-encryption.org/v1, "The scrypt recipient type"; RFC 7914.
 */
final class ScryptWork {
    /** As DESIGN promises: 1 GiB of memory and some seconds, for one passphrase. */
    static final int MAX_FACTOR = 20;

    private static final byte[] LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK_SIZE = 8;
    private static final int PARALLEL = 1;

    /** What the rest of the agent holds meanwhile. */
    private static final int SPARE_MIB = 16;

    /** The collectors need up to a fifth more than the arrays themselves: measured with Serial and G1. */
    private static final int WASTED_PART = 4;

    private final long heapBytes;

    /** For a JVM whose heap can grow to that many bytes. */
    ScryptWork(long heapBytes) {
        this.heapBytes = heapBytes;
    }

    /**
     * Tries the passphrase.
     *
     * @return null if it is another passphrase
     * @throws AgentException REFUSED if the work is over a limit
     */
    @Nullable
    FileKey unwrap(Stanza.Scrypt stanza, Password password) throws AgentException {
        check(stanza.workFactor());
        byte[] passphrase = password.copy();
        try {
            byte[] salt = X25519Identity.join(LABEL, stanza.salt().copy());
            byte[] wrapKey =
                    SCrypt.generate(passphrase, salt, 1 << stanza.workFactor(), BLOCK_SIZE, PARALLEL, AgeKeys.LENGTH);
            return FileKey.unwrap(wrapKey, stanza.body());
        } finally {
            Arrays.fill(passphrase, (byte) 0);
        }
    }

    private void check(int factor) throws AgentException {
        if (factor > MAX_FACTOR) {
            throw SealErrors.refused(
                    "its passphrase asks for scrypt work of 2^" + factor + ", over the limit of 2^" + MAX_FACTOR,
                    "Seal it again with age as it comes, which asks for 2^18");
        }
        long workMib = (1L << factor) / 1024;
        long neededMib = workMib + workMib / WASTED_PART + SPARE_MIB;
        long heapMib = heapBytes / 1024 / 1024;
        if (neededMib > heapMib) {
            throw SealErrors.refused(
                    "its passphrase asks for scrypt work of 2^" + factor + ", which takes " + neededMib
                            + " MiB of heap, and this JVM may have " + heapMib + " MiB",
                    "Set JDK_JAVA_OPTIONS=-Xmx" + (neededMib + neededMib / 16)
                            + "m, or seal the bundle to an age recipient instead");
        }
    }
}
