package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;

class LimitsTest {
    private static final byte[] THREE_FILES = new HandMadeTar()
            .file("a", "12345")
            .file("b", "12345")
            .file("c", "12345")
            .bytes();

    @TempDir
    private Path folder;

    /** A disk of a given size, of which so much is free. */
    private record FakeDisk(long usable, long total) implements DiskSpace {}

    @Test
    void asMuchAsTheLimitsAllowIsUnpacked() throws Exception {
        assertThat(new Unpacking(folder, new Limits(15, 3)).succeeds(THREE_FILES))
                .isEqualTo(new Unpacked(3, 15, "none"));
    }

    @Test
    void aByteMoreIsRefusedWithTheEntryThatBroughtIt() throws Exception {
        assertThat(new Unpacking(folder, new Limits(14, 3)).fails(THREE_FILES, ExitStatus.REFUSED))
                .hasMessageContaining("'c'")
                .hasMessageContaining("--max-size");
    }

    @Test
    void anEntryMoreIsRefused() throws Exception {
        assertThat(new Unpacking(folder, new Limits(15, 2)).fails(THREE_FILES, ExitStatus.REFUSED))
                .hasMessageContaining("'c'")
                .hasMessageContaining("more than 2 files")
                .hasMessageContaining("--max-files");
    }

    @Test
    void holesCountAsSize() throws Exception {
        byte[] sparse = new HandMadeTar()
                .pax("GNU.sparse.size", "1000000", "GNU.sparse.map", "0,4")
                .file("f", "four")
                .bytes();
        assertThat(new Unpacking(folder, new Limits(1_000_000, 2))
                        .succeeds(sparse)
                        .bytes())
                .isEqualTo(1_000_000);
        Tools.bash(folder, "rm -r bundles/*");
        assertThat(new Unpacking(folder, new Limits(999_999, 2)).fails(sparse, ExitStatus.REFUSED))
                .hasMessageContaining("'f'");
    }

    @Test
    void theLastTenthOfASmallDiskIsLeftFree() throws Exception {
        assertRefused(new FakeDisk(104_000, 1_000_000), "'a' would leave less than 97.7 KiB free");
        assertTaken(new FakeDisk(105_000, 1_000_000));
    }

    @Test
    void theLast512MebibytesOfALargeDiskAreLeftFree() throws Exception {
        assertRefused(new FakeDisk(512 << 20, 100L << 30), "'a' would leave less than 512.0 MiB free");
        assertTaken(new FakeDisk(513 << 20, 100L << 30));
    }

    @Test
    void aDiskThatDoesNotTellItsSizeSetsNoLimit() throws Exception {
        assertTaken(new FakeDisk(0, 0));
    }

    private void assertTaken(DiskSpace disk) throws Exception {
        try (Staging staging = Staging.in(folder)) {
            assertThat(unpack(disk, staging).files()).isEqualTo(3);
        }
    }

    private void assertRefused(DiskSpace disk, String why) throws Exception {
        try (Staging staging = Staging.in(folder)) {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> unpack(disk, staging))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.REFUSED))
                    .withMessageContaining(why);
        }
        assertThat(Trees.names(folder)).isEmpty();
    }

    private static Unpacked unpack(DiskSpace disk, Staging staging) throws Exception {
        return new Unpacker(Limits.DEFAULT, disk, new RecordedEvents())
                .unpack(new ByteArrayInputStream(THREE_FILES), staging.folder());
    }
}
