package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;

/** The fields of a header, beside what the whole of Commons Compress reads of the same block. */
class TarHeaderTest {
    private static final ZipEncoding BYTES = ZipEncodingHelper.getZipEncoding("ISO-8859-1");

    @ParameterizedTest
    @ValueSource(strings = {"ustar\u000000", "ustar  \0", "\0\0\0\0\0\0\0\0"})
    void readsTheFieldsThatCommonsCompressReads(String magic) throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] block = anyHeader(random, magic);
            assertThat(ours(block)).isEqualTo(theirs(block));
        }
    }

    @Test
    void starKeepsTimesBehindAShorterPrefix() throws Exception {
        byte[] block = anyHeader(new Random(2), "ustar\u000000");
        Arrays.fill(block, 345, 345 + 131, (byte) 'p');
        put(block, 476, "14000000000 14000000000 ");
        put(block, 508, "tar\0");
        sum(block);
        assertThat(ours(block)).isEqualTo(theirs(block));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 108, 116, 124, 136})
    void aNumberThatIsNoneIsDamage(int field) {
        byte[] block = anyHeader(new Random(3), "ustar\u000000");
        put(block, field, "12x4567\0");
        sum(block);
        assertThatThrownBy(() -> TarHeader.parse(block, 1024))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("the tar's entry header at byte 1024 makes no sense");
    }

    @Test
    void aSizeBelowZeroIsDamage() {
        byte[] block = anyHeader(new Random(4), "ustar\u000000");
        Arrays.fill(block, 124, 136, (byte) 0xff);
        sum(block);
        assertThatThrownBy(() -> TarHeader.parse(block, 0)).isInstanceOf(AgentException.class);
    }

    private static TarHeader ours(byte[] block) throws AgentException {
        return TarHeader.parse(block, 0);
    }

    private static TarHeader theirs(byte[] block) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(block, BYTES, false);
        String name = entry.getName();
        return new TarHeader(
                name,
                entry.getMode(),
                entry.getLongUserId(),
                entry.getLongGroupId(),
                entry.getSize(),
                entry.getLastModifiedTime(),
                entry.getLinkFlag(),
                entry.getLinkName(),
                entry.getUserName(),
                entry.getGroupName());
    }

    /** Of a file, for to a folder's name the library adds a slash; numbers are octal or binary, texts are any bytes. */
    private static byte[] anyHeader(Random random, String magic) {
        byte[] block = new byte[TarBlocks.SIZE];
        text(block, 0, 100, random);
        put(block, 100, "%07o".formatted(random.nextInt(010000)));
        number(block, 108, 8, random);
        number(block, 116, 8, random);
        number(block, 124, 12, random);
        number(block, 136, 12, random);
        put(block, 156, "0");
        text(block, 157, 100, random);
        put(block, 257, magic);
        text(block, 265, 32, random);
        text(block, 297, 32, random);
        if (!magic.startsWith("ustar ")) {
            text(block, 345, 155, random);
        }
        sum(block);
        return block;
    }

    private static void number(byte[] block, int from, int length, Random random) {
        long number = random.nextLong() & 0x7fff_ffffL;
        if (random.nextBoolean()) {
            put(block, from, length == 8 ? "%07o".formatted(number & 07777777) : "%011o ".formatted(number));
            return;
        }
        block[from] = (byte) 0x80;
        for (int i = 0; i < 4; i++) {
            block[from + length - 1 - i] = (byte) (number >> (8 * i));
        }
    }

    /** As long as the field, or shorter. No slash at the end: the type says what is a folder. */
    private static void text(byte[] block, int from, int length, Random random) {
        int used = random.nextInt(length + 1);
        for (int i = 0; i < used; i++) {
            block[from + i] = (byte) (128 + random.nextInt(127));
        }
    }

    private static void put(byte[] block, int from, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, from, bytes.length);
    }

    private static void sum(byte[] block) {
        put(block, 148, "        ");
        int sum = 0;
        for (byte value : block) {
            sum += value & 0xff;
        }
        put(block, 148, "%06o\0 ".formatted(sum));
    }
}
