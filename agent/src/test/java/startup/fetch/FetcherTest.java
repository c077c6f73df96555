package startup.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.Progress;

class FetcherTest {
    @TempDir
    Path folder;

    private final FetchBench bench = new FetchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private void assertRefused(Location location, ExitStatus status, String message) {
        assertThatThrownBy(() -> bench.open(location)).isInstanceOfSatisfying(AgentException.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal).hasMessage(message);
        });
    }

    @Test
    void aFileThatIsNotThereIsNamedAndTheNextStepToo() {
        assertRefused(
                new Location.File(folder.resolve("none"), "none"),
                ExitStatus.NOT_FETCHED,
                "none was not read: there is no such file. Check the path; a relative one begins at the working folder"
                        + " of the agent.");
    }

    @Test
    void aFolderIsNoStreamOfBytes() {
        String message = "x was not read: it is a directory, and a file is needed here. Name the bundle's file.";
        assertRefused(new Location.Directory(folder, "x"), ExitStatus.NOT_FETCHED, message);
        assertRefused(new Location.File(folder, "x"), ExitStatus.NOT_FETCHED, message);
    }

    @Test
    void aFileThatMayNotBeReadIsSaidToBeThat() throws IOException {
        Path file = Files.writeString(folder.resolve("private"), "x");
        assertThat(file.toFile().setReadable(false)).isTrue();
        Assumptions.assumeFalse(Files.isReadable(file), "root may read everything");
        assertRefused(
                new Location.File(file, "private"),
                ExitStatus.NOT_FETCHED,
                "private was not read: this user may not read it. Change its mode, or run the agent as root.");
    }

    @Test
    void anotherFaultOfTheDiskIsToldInItsOwnWords() throws IOException {
        Path file = Files.writeString(folder.resolve("plain"), "x");
        assertThatThrownBy(() -> bench.open(new Location.File(file.resolve("below"), "plain/below")))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("Not a directory");
    }

    @Test
    void aStreamThatBreaksIsAFailedFetch() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        try (Opened opened = bench.fetcher(broken, Progress.UNSEEN).open(new Location.StandardInput())) {
            assertThatThrownBy(() -> opened.bytes().read())
                    .isInstanceOfSatisfying(
                            AgentException.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(ExitStatus.NOT_FETCHED))
                    .hasMessage("standard input was not read: reading failed: Input/output error. Check the disk or the"
                            + " program that it comes from.");
        }
    }

    @Test
    void standardInputIsLeftOpenForItsOwner() throws IOException {
        ByteArrayInputStream input = new ByteArrayInputStream("ab".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        Opened opened = bench.fetcher(input, Progress.UNSEEN).open(new Location.StandardInput());
        assertThat(opened.bytes().read()).isEqualTo('a');
        opened.close();
        assertThat(input.read()).isEqualTo('b');
    }

    @Test
    void progressCountsUpToTheLength() throws IOException {
        Path file = Files.writeString(folder.resolve("bundle"), "12345");
        List<String> seen = new ArrayList<>();
        Progress progress = (bytes, total) -> seen.add(bytes + " of " + total.orElse(-1));
        try (Opened opened =
                bench.fetcher(InputStream.nullInputStream(), progress).open(new Location.File(file, "bundle"))) {
            opened.bytes().readNBytes(2);
            opened.bytes().readAllBytes();
        }
        assertThat(seen).containsExactly("2 of 5", "5 of 5");
    }
}
