package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the agent comes to lie, and what of it the next boot finds. */
class InstallIT extends StubFixture {
    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void theSecondBootFetchesNothing(String shell) throws Exception {
        assertThat(run(shell, stub()).exit()).isZero();
        StubRun second = run(shell, stub());
        assertThat(second.exit()).isZero();
        assertThat(second.output()).containsExactly(OK);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void nobodyElseCanGetAtIt() throws Exception {
        assertThat(run("dash", stub()).exit()).isZero();
        assertThat(modes(state().resolve("agent"))).isEqualTo("rwx------");
        assertThat(modes(state())).isEqualTo("rwx--x--x");
        assertThat(installed(digest)).isDirectoryContaining("glob:**/agent.jar");
        assertThat(installed(digest).resolve("part")).doesNotExist();
    }

    @Test
    void whatTheMachineLostItsPowerOverIsBroughtAnew() throws Exception {
        assertThat(run("dash", stub()).exit()).isZero();
        Files.delete(installed(digest).resolve("synced"));
        Files.writeString(installed(digest).resolve("agent.jar"), "");
        assertThat(run("dash", stub()).exit()).isZero();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aDamagedAgentOfAnEarlierBootIsBroughtAnewByTheNext() throws Exception {
        assertThat(run("dash", stub()).exit()).isZero();
        Files.writeString(installed(digest).resolve("agent.jar"), "");
        StubRun damaged = run("dash", stub());
        assertThat(damaged.exit()).isEqualTo(1);
        assertThat(damaged.verdict()).isEqualTo("ERROR Bootstrapping failed: the agent ended with 1");
        assertThat(run("dash", stub()).exit()).isZero();
        assertThat(server.requests()).hasSize(2);
    }

    /** Java's launcher ends with 1 to 6 where it finds not all of itself, and the agent with 70; with a cause it is told so. */
    @ParameterizedTest
    @CsvSource({"2, 4", "70, 70"})
    void anAgentThatSaysWhyItEndsIsKept(int told, int untold) throws Exception {
        agentEnds(String.valueOf(told), "FAILED: --jobs cannot be accepted\n");
        assertThat(run("dash", stub()).exit()).isEqualTo(told);
        assertThat(installed(digest).resolve("synced")).exists();
        agentEnds(String.valueOf(untold), "");
        assertThat(run("dash", stub()).exit()).isEqualTo(untold);
        assertThat(installed(digest).resolve("synced")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void aCutDownloadIsGoneOnWith(String client) throws Exception {
        path(tools().with(client, "sha256sum"));
        server.cutAfter(100, 200);
        assertThat(run("dash", stub()).exit()).isZero();
        assertThat(server.ranges()).containsExactly("", "bytes=100-", "bytes=300-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void whatAnotherBootHasFetchedIsGoneOnWith(String client) throws Exception {
        path(tools().with(client, "sha256sum"));
        byte[] jar = Files.readAllBytes(folder.resolve("agent.jar"));
        part(Arrays.copyOf(jar, 100));
        assertThat(run("dash", stub()).exit()).isZero();
        assertThat(server.ranges()).containsExactly("bytes=100-");
    }

    @ParameterizedTest
    @CsvSource({"curl, 0", "curl, 10", "wget, 0", "wget, 10"})
    void whatAnotherBootHasFetchedWrongAndWholeIsFetchedFromTheStart(String client, int more) throws Exception {
        path(tools().with(client, "sha256sum"));
        part(new byte[(int) Files.size(folder.resolve("agent.jar")) + more]);
        StubRun run = run("dash", stub());
        assertThat(run.exit()).as("%s", run.errors()).isZero();
    }

    @Test
    void anAgentThatMayNotBeOnTheDiskYetIsNotTrustedByTheNextBoot() throws Exception {
        path(tools().with("curl", "sha256sum").script("sync", "exit 1"));
        assertThat(run("dash", stub()).exit()).isZero();
        assertThat(installed(digest).resolve("synced")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "bash --posix", "dash", "busybox sh"})
    void aFolderThatCannotBeTriedIsSaidAndNotUsed(String shell) throws Exception {
        Path agent = Files.createDirectories(installed(digest));
        StubRun run = runMounting(shell, stub(), "-t tmpfs -o ro tmpfs " + agent, "-t tmpfs tmpfs /opt");
        assertThat(run.exit()).isZero();
        assertThat(run.errors()).contains(state() + " is not writable");
    }

    @Test
    void whatAnotherBootHasFetchedWholeIsNotFetchedAgain() throws Exception {
        part(Files.readAllBytes(folder.resolve("agent.jar")));
        assertThat(run("dash", stub()).exit()).isZero();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void whatAnotherBootHasFetchedWrongIsFetchedFromTheStart(String client) throws Exception {
        path(tools().with(client, "sha256sum"));
        part(new byte[100]);
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isZero();
        assertThat(server.ranges()).containsExactly("bytes=100-", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void aServerThatCannotGoOnIsAskedForTheWhole(String client) throws Exception {
        path(tools().with(client, "sha256sum"));
        server.knowsNoRanges();
        server.cutAfter(100);
        assertThat(run("dash", stub()).exit()).isZero();
    }

    @Test
    void sendingTheWholeAgainCostsNoTry() throws Exception {
        path(tools().with("curl", "sha256sum"));
        server.knowsNoRanges();
        server.cutAfter(100, 100, 100, 100, 100);
        StubRun run = run("dash", stub());
        assertThat(run.exit()).as("%s %s", server.ranges(), run.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aFolderThatNoProgramCanBeStartedFromIsSaidAndNotUsed(String shell) throws Exception {
        Path noexec = Files.createDirectory(folder.resolve("noexec"));
        StubRun run = runMounting(
                shell,
                stub().option("state", noexec.toString()),
                "-t tmpfs -o noexec tmpfs " + noexec,
                "-t tmpfs tmpfs /opt");
        assertThat(run.exit()).isZero();
        assertThat(run.errors()).contains(noexec + " is noexec");
        assertThat(note("environ-1")).isNotEmpty();
    }

    @Test
    void aFolderWithoutRoomIsSaidAndNotUsed() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        StubRun run = runMounting(
                "dash",
                stub().option("state", small.toString()),
                "-t tmpfs -o size=1m tmpfs " + small,
                "-t tmpfs tmpfs /opt");
        assertThat(run.exit()).isZero();
        assertThat(run.errors()).contains(small + " lacks 16000 KiB");
    }

    @Test
    void noFolderAtAllIsAFaultOfTheMachine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        environment.put("HOME", "/dev/null");
        StubRun run = runMounting("dash", stub().option("state", file.toString()), "-t tmpfs -o ro tmpfs /opt");
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict())
                .isEqualTo(
                        "ERROR Bootstrapping failed: no place for agent.jar: /dev/null/.startup-agent is not writable");
        assertThat(run.errors()).hasSize(3).allMatch(line -> line.endsWith(" is not writable"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aTemporaryFolderThatCannotBeWrittenIsNotMissed() throws Exception {
        environment.put("TMPDIR", "/proc");
        StubRun run = runMounting("dash", stub(), "-t tmpfs -o ro tmpfs /var/tmp");
        assertThat(run.exit()).isZero();
    }

    private void part(byte[] bytes) throws Exception {
        Files.createDirectories(installed(digest));
        Files.write(installed(digest).resolve("part"), bytes);
    }

    private static String modes(Path folder) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }
}
