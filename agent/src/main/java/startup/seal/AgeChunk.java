package startup.seal;

import java.io.IOException;
import java.util.concurrent.Callable;
import startup.base.AgentException;

/**
 * One piece of an age payload on its way: sealed when it is called, open when the call returns. Its memory serves one
 * chunk after the other.
 */
final class AgeChunk implements Callable<AgeChunk> {
    /** Of the plaintext, in bytes; only the last chunk may be shorter. Source: age-encryption.org/v1, "Payload". */
    static final int LENGTH = 64 * 1024;

    static final int SEALED_LENGTH = LENGTH + ChunkCipher.TAG_LENGTH;

    private final ChunkCipher cipher;
    private final byte[] sealed = new byte[SEALED_LENGTH];
    private final byte[] open = new byte[LENGTH];
    private int sealedLength;
    private long number;
    private boolean last;

    AgeChunk(ChunkCipher cipher) {
        this.cipher = cipher;
    }

    /** Fills it; returns itself. */
    AgeChunk take(AgeChunkReader reader) throws IOException {
        sealedLength = reader.next(sealed);
        number = reader.number();
        last = reader.isLast();
        return this;
    }

    /**
     * Opens it.
     *
     * @throws AgentException NOT_PROVEN if it is not what was sealed, in this place
     */
    @Override
    public AgeChunk call() throws AgentException {
        if (!cipher.open(ChunkCipher.nonce(number, last), sealed, sealedLength, open)) {
            throw SealErrors.damaged("the key fits, but from byte " + number * LENGTH
                    + " of the plaintext on it is not what was sealed: changed, or cut short");
        }
        return this;
    }

    boolean isLast() {
        return last;
    }

    byte[] bytes() {
        return open;
    }

    int length() {
        return sealedLength - ChunkCipher.TAG_LENGTH;
    }
}
