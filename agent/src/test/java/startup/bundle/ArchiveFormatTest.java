package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveFormatTest {
    @ParameterizedTest
    @CsvSource({
        "cat, TAR, none",
        "gzip, GZIP, gzip",
        "gzip -1, GZIP, gzip",
        "gzip -9, GZIP, gzip",
        "pigz, GZIP, gzip",
        "xz, XZ, xz",
        "zstd, ZSTD, zstd",
        "zstd --no-check, ZSTD, zstd",
        "bzip2, BZIP2, bzip2"
    })
    void whatTheRealToolsWriteIsRecognised(String tool, ArchiveFormat format, String compression, @TempDir Path folder)
            throws Exception {
        Tools.need(tool.split(" ", 2)[0]);
        byte[] bytes = HexFormat.of()
                .parseHex(Tools.bash(folder, "printf x > x; tar c x | " + tool + " | od -An -v -tx1 | tr -d ' \\n'"));
        assertThat(ArchiveFormat.of(bytes, bytes.length)).contains(format);
        assertThat(ArchiveFormat.recognises(bytes, bytes.length)).isTrue();
        assertThat(format.compression()).isEqualTo(compression);
    }

    @Test
    void anEmptyTarIsATarToo() {
        assertThat(ArchiveFormat.recognises(new byte[1024], 512)).isTrue();
        assertThat(ArchiveFormat.recognises(new byte[1024], 511)).isFalse();
    }

    @Test
    void theSumOfATarMustFit() {
        byte[] tar = new HandMadeTar().file("a", "content").bytes();
        assertThat(ArchiveFormat.recognises(tar, tar.length)).isTrue();
        tar[0] ^= 1;
        assertThat(ArchiveFormat.recognises(tar, tar.length)).isFalse();
    }

    @Test
    void anEmptyBzip2AndAFrameOfPzstdAreRecognised() {
        byte[] bzip2 = HexFormat.of().parseHex("425a683917724538509000000000");
        assertThat(ArchiveFormat.of(bzip2, bzip2.length)).contains(ArchiveFormat.BZIP2);
        byte[] skippable = HexFormat.of().parseHex("502a4d1804000000aabbccdd28b52ffd");
        assertThat(ArchiveFormat.of(skippable, skippable.length)).contains(ArchiveFormat.ZSTD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1f8b0800000000000003", // whole
                "1f8b0808aabbccdd02ff",
                "1f8b0800000000000413" // by Darwin
            })
    void usualGzipHeadersAreRecognised(String hex) {
        byte[] head = HexFormat.of().parseHex(hex);
        assertThat(ArchiveFormat.recognises(head, head.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1f8b08000000000000", // too short to tell
                "1f8b0820000000000003", // reserved flag
                "1f8b0800000000000103", // no level writes that
                "1f8b0800000000000077", // no such system
                "1f8b0700000000000003",
                "425a6839314159265358",
                "425a6830314159265359",
                "28b52ffd08",
                "fd377a585a01"
            })
    void whatIsNearlyAMagicIsNot(String hex) {
        byte[] head = HexFormat.of().parseHex(hex);
        assertThat(ArchiveFormat.recognises(head, head.length)).isFalse();
    }

    @Test
    void bytesOfAWrongKeyAreNeverRecognised() {
        byte[] head = new byte[ArchiveFormat.HEAD_BYTES];
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(head);
            assertThat(ArchiveFormat.recognises(head, head.length)).isFalse();
        }
        Arrays.fill(head, (byte) ' ');
        assertThat(ArchiveFormat.recognises(head, head.length)).isFalse();
    }
}
