package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a wrong key decrypts is random, and 48 candidates a password are tried: chance must not look like a tar. */
class ChanceHeaderTest {
    @Test
    void aBlockWithoutASumIsNoHeaderEvenIfItsBytesComeToMinusOne() {
        byte[] block = new byte[TarBlocks.SIZE];
        block[0] = -128;
        block[1] = -128;
        block[2] = -1;
        block[148] = 0x1b; // no digit, so no sum; the field counts as 256
        assertThat(TarHeader.hasValidSum(block)).isFalse();
    }

    @Test
    void amongRandomBlocksNoneIsRecognised() {
        Random random = new Random(1);
        byte[] block = new byte[TarBlocks.SIZE];
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(block);
            assertThat(ArchiveFormat.recognises(block, block.length)).isFalse();
        }
    }
}
