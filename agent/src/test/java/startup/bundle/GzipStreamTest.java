package startup.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no tool at hand writes; what tools write is in {@link CompressionTest}. */
final class GzipStreamTest {
    private static final byte[] TEXT = "a text, a text, a text".getBytes(ISO_8859_1);
    private static final int HEADER = 10;
    private static final int FLAGS = 3;
    private static final int EXTRA_NAME_AND_REMARK = 0x1c;
    private static final int CHECKED = 0x02;

    @Test
    void aHeaderWithAllThatItMayHoldIsReadOver() throws IOException {
        assertThat(read(checked(0))).isEqualTo(TEXT);
    }

    @Test
    void aHeaderWithAWrongChecksumIsDamage() {
        assertThatThrownBy(() -> read(checked(1))).hasMessageContaining("checksum of its header");
    }

    @ParameterizedTest
    @CsvSource({"-8, its checksum", "-1, its length"})
    void aWrongTrailerIsDamage(int fromTheEnd, String message) throws IOException {
        byte[] bytes = gzip();
        bytes[bytes.length + fromTheEnd] ^= 1;
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"0, does not begin", "1, does not begin", "2, method 9", "3, flags 32"})
    void aHeaderOfAnotherFormatIsDamage(int at, String message) throws IOException {
        byte[] bytes = gzip();
        bytes[at] = (byte) (at == 2 ? 9 : at == FLAGS ? 0x20 : 'x');
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining(message);
    }

    @Test
    void aCutIsSeenWhereverItIs() throws IOException {
        byte[] bytes = checked(0);
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void nothingFollowsAFailure() throws IOException {
        byte[] bytes = gzip();
        bytes[bytes.length - 8] ^= 1;
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(gzip(), 0, twice, bytes.length, bytes.length);
        try (GzipStream stream = new GzipStream(new ByteArrayInputStream(twice))) {
            assertThatThrownBy(stream::readAllBytes).hasMessageContaining("its checksum");
            assertThatThrownBy(stream::read).hasMessageContaining("its checksum");
        }
    }

    /** A member whose header has a checksum, which is off by so much. */
    private static byte[] checked(int off) throws IOException {
        byte[] plain = gzip();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        plain[FLAGS] = EXTRA_NAME_AND_REMARK | CHECKED;
        bytes.write(plain, 0, HEADER);
        bytes.writeBytes(new byte[] {3, 0, 'a', 0, 'b'});
        bytes.writeBytes("name\0remark\0".getBytes(ISO_8859_1));
        CRC32 sum = new CRC32();
        sum.update(bytes.toByteArray());
        bytes.write((int) sum.getValue() + off);
        bytes.write((int) sum.getValue() >> Byte.SIZE);
        bytes.write(plain, HEADER, plain.length - HEADER);
        return bytes.toByteArray();
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TEXT);
        }
        return bytes.toByteArray();
    }

    private static byte[] read(byte[] gzip) throws IOException {
        try (GzipStream stream = new GzipStream(new ByteArrayInputStream(gzip))) {
            return stream.readAllBytes();
        }
    }
}
