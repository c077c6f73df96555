package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;

class DirectoryCopyTest {
    private final RecordedEvents events = new RecordedEvents();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeSource() throws Exception {
        Tools.bash(
                folder,
                "mkdir -p source/m/conf source/empty source/locked; printf 'echo\\n' > source/m/start-up.sh;"
                        + " chmod 755 source/m/start-up.sh; : > source/m/nothing; head -c 1000000 /dev/urandom > source/large;"
                        + " ln source/large source/m/same; ln -s ../large source/m/link; ln -s /etc/passwd source/m/absolute;"
                        + " ln -s ../m/ source/m/slash; printf b > $'source/\\xe9'; printf c > 'source/ü';"
                        + " printf n > $'source/new\\nline'; printf z > source/locked/z; chmod 600 source/locked/z;"
                        + " chmod 1777 source/empty; find source -exec touch -hd '2026-01-02 03:04:05.25 UTC' {} +;"
                        + " chmod 555 source/locked");
    }

    @AfterEach
    void deleteLinksThatLeadOut() throws Exception {
        Tools.bash(folder, "rm -rf ./*");
    }

    private Path source() {
        return folder.resolve("source");
    }

    private Unpacked copy(Limits limits) throws Exception {
        try (Staging staging = Staging.in(folder.resolve("bundles"))) {
            Unpacked copied = new DirectoryCopy(limits, events).copy(source(), staging.folder());
            staging.commit(folder.resolve("bundles/target"));
            return copied;
        }
    }

    private AgentException refused(Limits limits) throws Exception {
        AgentException[] refusal = new AgentException[1];
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> copy(limits))
                .satisfies(e -> refusal[0] = e);
        assertThat(refusal[0].status()).as(refusal[0].getMessage()).isEqualTo(ExitStatus.REFUSED);
        assertThat(Trees.names(folder.resolve("bundles"))).isEmpty();
        return refusal[0];
    }

    @Test
    void aDirectoryIsCopiedAsIfItHadBeenPackedAndUnpacked() throws Exception {
        if (Tools.isRoot()) {
            Tools.bash(folder, "chown -h daemon:4242 source/large source/m/link source/empty");
        }
        Instant copied = Instant.now();
        assertThat(copy(Limits.DEFAULT).files()).isEqualTo(15);
        assertThat(Trees.of(folder.resolve("bundles/target"), copied)).isEqualTo(Trees.of(source(), copied));
    }

    @ParameterizedTest
    @CsvSource({"mkfifo source/pipe, 'pipe', named pipe", "mknod source/dev c 1 3, 'dev', device"})
    void pipesAndDevicesAreRefusedAndNamed(String make, String name, String why) throws Exception {
        assumeTrue(make.startsWith("mkfifo") || Tools.isRoot(), "only root makes devices");
        Tools.bash(folder, make);
        assertThat(refused(Limits.DEFAULT))
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining(why);
    }

    @Test
    void limitsHoldForDirectoriesToo() throws Exception {
        assertThat(refused(new Limits(999_999, 100))).hasMessageContaining("of 976.6 KiB it is larger");
        assertThat(refused(new Limits(2_000_000, 5))).hasMessageContaining("more than 5 files");
    }

    @Test
    void setIdBitsAreDroppedWithAWarning() throws Exception {
        Tools.bash(folder, "chmod 4755 source/m/start-up.sh");
        copy(Limits.DEFAULT);
        assertThat(Tools.bash(folder, "stat -c %a bundles/target/m/start-up.sh"))
                .isEqualTo("755\n");
        assertThat(events.messages("bundle.set-id-dropped")).hasSize(1);
    }

    @Test
    void aDirectoryThatHoldsItsOwnCopyIsRefused() throws Exception {
        Path inside = Files.createDirectory(source().resolve("inside"));
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> new DirectoryCopy(Limits.DEFAULT, events).copy(source(), inside))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.REFUSED))
                .withMessageContaining("where it is to be copied to");
        assertThat(inside).isEmptyDirectory();
    }
}
