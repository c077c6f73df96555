package startup.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void theNewContentReplacesTheOldAndOnlyTheOwnerReadsIt() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, new byte[] {1, 2});
        AtomicFile.show(file, new byte[] {3});
        assertThat(file).hasBinaryContent(new byte[] {3});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptedThreadWritesTooAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            AtomicFile.write(folder.resolve("file"), new byte[] {1});
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("file")).hasBinaryContent(new byte[] {1});
    }
}
