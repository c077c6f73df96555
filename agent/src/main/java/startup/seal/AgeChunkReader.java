package startup.seal;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts an age payload into sealed chunks. It reads one byte ahead, for only the end of the file tells which chunk is the
 * last.
 */
final class AgeChunkReader {
    private final InputStream payload;
    private int ahead = -1;
    private boolean last;
    private long number = -1;

    AgeChunkReader(InputStream payload) {
        this.payload = payload;
    }

    /** The number of the chunk that was read last, from 0. */
    long number() {
        return number;
    }

    boolean isLast() {
        return last;
    }

    /** Reads a chunk into {@code sealed} and returns its length, the tag included. */
    int next(byte[] sealed) throws IOException {
        number++;
        int held = 0;
        if (ahead >= 0) {
            sealed[0] = (byte) ahead;
            held = 1;
        }
        int length = held + payload.readNBytes(sealed, held, AgeChunk.SEALED_LENGTH - held);
        ahead = length == AgeChunk.SEALED_LENGTH ? payload.read() : -1;
        last = ahead < 0;
        if (length < ChunkCipher.TAG_LENGTH || (length == ChunkCipher.TAG_LENGTH && number > 0)) {
            throw SealErrors.damaged("its last age chunk has no content, so it was cut short");
        }
        return length;
    }
}
