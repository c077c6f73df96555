package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** What the real tools compressed is unpacked, however they were told to. */
class CompressionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void pack() throws Exception {
        Tools.bash(
                folder,
                "mkdir -p tree/m; head -c 100000 /dev/urandom | od > tree/m/file; seq 60000 > tree/m/numbers;"
                        + " tar cf tar tree; split -n 3 tar part.");
    }

    @ParameterizedTest
    @CsvSource({
        "gzip < tar, gzip",
        "gzip -1 < tar, gzip",
        "gzip --name -c tar, gzip",
        "{ gzip < tar; head -c 5000 /dev/zero; }, gzip",
        "for p in part.*; do gzip < $p; done, gzip",
        "{ gzip < part.aa; gzip < part.ab; printf '' | gzip; gzip < part.ac; }, gzip",
        "pigz < tar, gzip",
        "pigz -i -b 128 < tar, gzip",
        "xz -0 < tar, xz",
        "xz -9e < tar, xz",
        "xz --check=none < tar, xz",
        "xz --check=sha256 --x86 --lzma2 < tar, xz",
        "xz -T2 --block-size=300000 < tar, xz",
        "xz --lzma2=dict=128MiB < tar, xz",
        "for p in part.*; do xz < $p; done, xz",
        "{ xz < tar; head -c 4096 /dev/zero; }, xz",
        "zstd < tar, zstd",
        "zstd -19 --no-check < tar, zstd",
        "zstd --long=27 < tar, zstd",
        "zstd -T2 -B300K < tar, zstd",
        "for p in part.*; do zstd < $p; done, zstd",
        "{ printf '\\x50\\x2a\\x4d\\x18\\x04\\x00\\x00\\x00abcd'; zstd < tar; }, zstd",
        "bzip2 < tar, bzip2",
        "bzip2 -1 < tar, bzip2",
        "for p in part.*; do bzip2 < $p; done, bzip2"
    })
    void everyWayToCompressIsUnderstood(String compress, String name) throws Exception {
        for (String tool : new String[] {"gzip", "pigz", "xz", "zstd", "bzip2"}) {
            if (compress.contains(tool)) {
                Tools.need(tool);
            }
        }
        Tools.bash(folder, compress + " > archive");
        Unpacking unpacking = new Unpacking(folder);
        try (InputStream in = Files.newInputStream(folder.resolve("archive"))) {
            Unpacked unpacked = unpacking.succeeds(in);
            assertThat(unpacked.compression()).isEqualTo(name);
            assertThat(unpacked.files()).isEqualTo(4);
            assertThat(unpacked.bytes())
                    .isEqualTo(
                            Files.size(folder.resolve("tree/m/file")) + Files.size(folder.resolve("tree/m/numbers")));
        }
        Tools.bash(folder, "diff -r tree bundles/target/tree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ gzip < tar; printf garbage; }",
                "{ xz < tar; printf garbage; }",
                "{ bzip2 < tar; printf garbage; }",
                "{ zstd < tar; printf garbage; }",
                "{ gzip < tar; gzip < tar > t; head -c 1000 t; }"
            })
    void whatFollowsCompressedDataMustBeSuchToo(String compress) throws Exception {
        Tools.bash(folder, compress + " > archive");
        try (InputStream in = Files.newInputStream(folder.resolve("archive"))) {
            new Unpacking(folder).fails(in, ExitStatus.NOT_PROVEN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "printf x | xz --lzma2=dict=256MiB, xz data asks for 256.", // so little data, and so much memory
        "printf '\\x28\\xb5\\x2f\\xfd\\x00\\x90\\x01\\x00\\x00', zstd data asks for a window of over 128.0 MiB"
    })
    void aWindowThatIsTooLargeIsRefusedAndNamed(String compress, String why) throws Exception {
        Tools.need("xz");
        Tools.bash(folder, compress + " > archive");
        try (InputStream in = Files.newInputStream(folder.resolve("archive"))) {
            AgentException refusal = new Unpacking(folder).fails(in, ExitStatus.REFUSED);
            assertThat(refusal).hasMessageContaining(why);
        }
    }

    @Test
    void aBombIsBoundedByTheLimits() throws Exception {
        Tools.bash(folder, "truncate -s 40M big; tar c big | gzip > archive");
        try (InputStream in = Files.newInputStream(folder.resolve("archive"))) {
            AgentException refusal = new Unpacking(folder, new Limits(30 << 20, 100)).fails(in, ExitStatus.REFUSED);
            assertThat(refusal).hasMessageContaining("'big' of 40.0 MiB it is larger than 30.0 MiB");
        }
    }

    @Test
    void aBombBehindTheEndOfTheTarIsBoundedToo() throws Exception {
        Tools.need("zstd");
        Tools.bash(folder, "{ cat tar; head -c 1100M /dev/zero; } | zstd -1 > archive");
        try (InputStream in = Files.newInputStream(folder.resolve("archive"))) {
            AgentException refusal = new Unpacking(folder, new Limits(100_000_000, 100)).fails(in, ExitStatus.REFUSED);
            assertThat(refusal).hasMessageContaining("in it belong to no file");
        }
    }
}
