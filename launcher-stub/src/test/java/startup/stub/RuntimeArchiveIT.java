package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The user-data script where the agent brings its own Java: any URL that does not end in {@code .jar}. */
class RuntimeArchiveIT extends StubFixture {
    private static final String URL = "/agent-runtime-linux-{arch}.tar.gz";

    private String pin = "";

    @BeforeEach
    void serveAnArchive() throws Exception {
        Path program = folder.resolve("tree/agent-runtime/bin/agent");
        Files.createDirectories(program.getParent());
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        Files.writeString(
                program, "#!/bin/sh\nexec '" + java + "' -jar '" + folder.resolve("agent.jar") + "' \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path archive = folder.resolve("archive.tar.gz");
        packInto(archive);
        server.close();
        server = new AgentServer(archive);
        pin = sha256(archive);
        environment.remove("JAVA_HOME"); // there is none on the machine
    }

    private void packInto(Path archive) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        Tools.find("tar").toString(), "-czf", archive.toString(), "-C", "tree", "agent-runtime")
                .directory(folder.toFile())
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    private static String arch() {
        return System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void anImageWithoutJavaBoots(String shell) throws Exception {
        StubRun run = run(shell, stub(URL, "other=" + "0".repeat(64) + " " + arch() + "=" + pin));
        assertThat(run.exit()).as("%s %s", run.errors(), run.output()).isZero();
        assertThat(run.output()).containsExactly(OK);
        assertThat(server.requests()).containsExactly("/agent-runtime-linux-" + arch() + ".tar.gz");
        assertThat(note("args-1")).isEmpty();
    }

    @Test
    void aDigestWithoutNameIsOfTheArchiveThatIsFetched() throws Exception {
        assertThat(run("dash", stub("/agent.tar.gz", pin)).exit()).isZero();
    }

    @Test
    void busyboxUnpacksItToo() throws Exception {
        path(tools().with("curl", "sha256sum").script("tar", "exec " + Tools.find("busybox") + " tar \"$@\""));
        assertThat(run("busybox sh", stub(URL, pin)).exit()).isZero();
    }

    @Test
    void theSecondBootNeitherFetchesNorUnpacks() throws Exception {
        assertThat(run("dash", stub(URL, pin)).exit()).isZero();
        path(tools());
        assertThat(run("dash", stub(URL, pin)).exit()).isZero();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatWasUnpackedButNotOnTheDiskIsUnpackedAgain() throws Exception {
        assertThat(run("dash", stub(URL, pin)).exit()).isZero();
        assertThat(installed(pin).resolve("synced")).isEmptyFile();
        Files.delete(installed(pin).resolve("synced"));
        Files.copy(folder.resolve("archive.tar.gz"), installed(pin).resolve("part"));
        Files.writeString(installed(pin).resolve("agent-runtime/bin/agent"), "");
        StubRun run = run("dash", stub(URL, pin));
        assertThat(run.exit()).isZero();
        assertThat(run.output()).containsExactly(OK);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anAgentOfAnEarlierBootThatIsGoneIsBroughtByTheNext() throws Exception {
        assertThat(run("dash", stub(URL, pin)).exit()).isZero();
        Files.delete(installed(pin).resolve("agent-runtime/bin/agent"));
        assertThat(run("dash", stub(URL, pin)).exit()).isEqualTo(127);
        assertThat(run("dash", stub(URL, pin)).exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aCorruptArchiveIsRefusedInOneLine(String shell) throws Exception {
        StubRun run = run(shell, stub(URL, "0".repeat(64)));
        assertThat(run.exit()).isEqualTo(13);
        assertThat(run.output())
                .containsExactly("ERROR Bootstrapping failed: agent-runtime-linux-" + arch()
                        + ".tar.gz is not the pinned one; its SHA-256 is " + pin);
        assertThat(run.errors()).isEmpty();
        assertThat(folder.resolve("notes")).isEmptyDirectory();
        assertThat(installed("0".repeat(64)).toFile().list()).containsExactly("lock");
    }

    @Test
    void aMachineOfAKindThatIsNotPinnedIsToldSo() throws Exception {
        StubRun run = run("dash", stub(URL, "other=" + pin + " another=" + pin));
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: no agent is pinned for " + arch());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatTarCannotUnpackIsSaid() throws Exception {
        path(tools().with("curl", "sha256sum").script("tar", "exit 2"));
        StubRun run = run("dash", stub(URL, pin));
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict()).endsWith(".tar.gz was not unpacked in " + installed(pin));
        assertThat(folder.resolve("notes")).isEmptyDirectory();
    }

    /** There the loader of glibc is not to be found. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aSystemWithMuslIsToldWhatToTake(String shell) throws Exception {
        path(tools().with("curl", "sha256sum").script("ls", "exit 2"));
        StubRun run = run(shell, stub(URL, pin));
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict()).endsWith(".tar.gz needs glibc; with musl use agent.jar");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aCrashedAgentResumes() throws Exception {
        agentEnds("killed 0", "|" + OK + "\n");
        StubRun run = run("dash", stub(URL, pin));
        assertThat(run.exit()).isZero();
        assertThat(run.verdict()).isEqualTo(OK);
        assertThat(note("args-2")).isEqualTo("resume");
    }
}
