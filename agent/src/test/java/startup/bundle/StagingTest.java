package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;
import startup.base.ExitStatus;

class StagingTest {
    @TempDir
    private Path folder;

    private Path bundles() {
        return folder.resolve("state/bundles");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void foldersOnTheWayLetOthersPassAndTheStagingLetsNobodyIn() throws Exception {
        try (Staging staging = Staging.in(bundles())) {
            assertThat(mode(bundles())).isEqualTo("rwx--x--x");
            assertThat(mode(bundles().resolve(".."))).isEqualTo("rwx--x--x");
            assertThat(staging.folder()).isEmptyDirectory();
            assertThat(mode(staging.folder())).isEqualTo("rwx------");
            assertThat(mode(staging.folder().resolve(".."))).isEqualTo("rwx------");
        }
    }

    @Test
    void aFolderThatIsThereKeepsItsMode() throws Exception {
        Files.createDirectories(bundles());
        Files.setPosixFilePermissions(bundles(), PosixFilePermissions.fromString("rwxr-x---"));
        Staging.in(bundles()).close();
        assertThat(mode(bundles())).isEqualTo("rwxr-x---");
    }

    @Test
    void whatIsCommittedIsAtItsPlaceAndNothingElse() throws Exception {
        Path target = bundles().resolve("digest");
        try (Staging staging = Staging.in(bundles())) {
            Files.writeString(staging.folder().resolve("file"), "new");
            assertThat(target).doesNotExist();
            assertThat(staging.commit(target)).isEqualTo(target);
        }
        assertThat(target.resolve("file")).hasContent("new");
        assertThat(mode(target)).isEqualTo("rwx--x--x");
        assertThat(Trees.names(bundles())).isEqualTo("./digest\n./digest/file\n");
    }

    @Test
    void whatIsNotCommittedGoesWhateverItsModesAndWhereverItsLinksLead() throws Exception {
        Files.createDirectory(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/file"), "stays");
        try (Staging staging = Staging.in(bundles())) {
            Tools.bash(
                    staging.folder(),
                    "mkdir -p a/b/c; printf x > a/b/c/x; ln -s " + folder + "/outside a/out; ln -s nowhere a/b/l;"
                            + " mkfifo a/pipe; printf x > $'\\xff\\xfe'; chmod 0 a/b/c a/b a");
        }
        assertThat(Trees.names(bundles())).isEmpty();
        assertThat(folder.resolve("outside/file")).hasContent("stays");
    }

    @Test
    void whatWasThereBeforeIsReplaced() throws Exception {
        Path target = Files.createDirectories(bundles().resolve("digest"));
        Files.writeString(target.resolve("old"), "old");
        try (Staging staging = Staging.in(bundles())) {
            Files.writeString(staging.folder().resolve("new"), "new");
            staging.commit(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(Trees.names(bundles())).isEqualTo("./digest\n./digest/new\n");
        assertThat(mode(target)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void whatACrashLeftBehindIsDeletedByTheNextRun() throws Exception {
        Files.createDirectories(bundles().resolve("digest"));
        Tools.bash(
                bundles(),
                "mkdir -p .staging-dead/bundle/a/b .staging-early .staging-old/old/x; : > .staging-dead/lock;"
                        + " printf x > .staging-dead/bundle/a/b/x; chmod 0 .staging-dead/bundle/a; ln -s / .staging-dead/l;"
                        + " : > .staging-file; ln -s / .staging-link");
        try (Staging staging = Staging.in(bundles())) {
            assertThat(staging.folder()).exists();
        }
        assertThat(Trees.names(bundles())).isEqualTo("./.staging-file\n./.staging-link\n./digest\n");
    }

    @Test
    void aStagingWhoseAgentLivesIsLeftAlone() throws Exception {
        try (Staging first = Staging.in(bundles());
                Staging second = Staging.in(bundles())) {
            assertThat(first.folder()).exists().isNotEqualTo(second.folder());
            second.commit(bundles().resolve("2"));
            first.commit(bundles().resolve("1"));
        }
        assertThat(Trees.names(bundles())).isEqualTo("./1\n./2\n");
    }

    @Test
    void aStagingOfAnotherProcessIsLeftAloneUntilThatIsDead() throws Exception {
        Files.createDirectories(bundles().resolve(".staging-theirs/bundle"));
        Path lock = bundles().resolve(".staging-theirs/lock");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.getInputStream().read()).as("it has the lock").isEqualTo('!');
        Staging.in(bundles()).close();
        assertThat(lock).exists();
        other.destroyForcibly().waitFor();
        Staging.in(bundles()).close();
        assertThat(Trees.names(bundles())).isEmpty();
    }

    @Test
    void aPlaceOnAnotherFileSystemIsAnErrorThatSaysSo() throws Exception {
        Path other = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(folder)),
                "no second file system");
        Path target =
                other.resolve("startup-agent-test-" + ProcessHandle.current().pid());
        try (Staging staging = Staging.in(bundles())) {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> staging.commit(target))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.MACHINE))
                    .withMessageContaining("is on another file system than");
        }
        assertThat(target).doesNotExist();
        assertThat(Trees.names(bundles())).isEmpty();
    }

    @Test
    void aFileInTheWayIsAFaultOfTheMachine() throws Exception {
        Files.writeString(folder.resolve("state"), "a file");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Staging.in(bundles()))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.MACHINE))
                .withMessageContaining(bundles().toString());
    }
}
