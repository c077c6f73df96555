package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a fake agent, and a machine that has only chosen programs. */
abstract class StubFixture {
    static final String OK = "OK: 3 modules in 4.2 s";

    private static final String[] BASICS = {
        "cat", "chmod", "cp", "df", "env", "flock", "grep", "gzip", "id", "ls", "mkdir", "mv", "rm", "sed", "tar",
        "true", "uname"
    };

    @TempDir
    Path folder;

    final Map<String, String> environment = new HashMap<>();
    AgentServer server;
    String digest;
    private Path temporary;

    @BeforeEach
    void serveTheFakeAgent() throws Exception {
        Path jar = FakeAgent.jarIn(folder);
        digest = sha256(jar);
        server = new AgentServer(jar);
        temporary = Files.createDirectory(folder.resolve("tmp"));
        environment.put("TMPDIR", temporary.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put(
                "FAKE_FOLDER", Files.createDirectory(folder.resolve("notes")).toString());
        agentEnds("0", OK + "\n");
        path(tools().with("curl", "wget", "sha256sum"));
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        server.close();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
        Path agents = state().resolve("agent");
        if (Files.exists(agents)) {
            try (Stream<Path> left = Files.walk(agents)) {
                assertThat(left.map(each -> String.valueOf(each.getFileName())))
                        .noneMatch(name -> name.equals("url") || name.matches("[0-9]{1,10}"));
            }
        }
    }

    /** The state folder, which has the agent's below it. */
    final Path state() {
        return folder.resolve("state");
    }

    /** Where the agent of that digest is installed. */
    final Path installed(String sha256) {
        return state().resolve("agent").resolve(sha256);
    }

    final FilledStub stub() {
        return stub("/agent.jar", digest);
    }

    final FilledStub stub(String path, String sha256) {
        return new FilledStub(server.url(path), sha256).option("state", state().toString());
    }

    final StubRun run(String shell, FilledStub stub) throws IOException {
        return run(shell, stub.in(folder));
    }

    final StubRun run(String shell, Path stub) throws IOException {
        List<String> words = new ArrayList<>(List.of(shell.split(" ", -1)));
        words.set(0, Tools.find(words.get(0)).toString());
        return new StubRun(words, stub, environment);
    }

    /** The same on a machine that has these mounts, too; only root can make such a one. */
    final StubRun runMounting(String shell, FilledStub stub, String... mounts) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount");
        StringBuilder script = new StringBuilder();
        for (String mount : mounts) {
            script.append(Tools.find("mount")).append(' ').append(mount).append(" && ");
        }
        String shells = Tools.find(shell.split(" ", -1)[0]) + shell.substring(shell.split(" ", -1)[0].length());
        List<String> words = new ArrayList<>(List.of(Tools.find("unshare").toString(), "--mount", "/bin/sh", "-c"));
        words.add(script + "exec " + shells + " \"$0\"");
        return new StubRun(words, stub.in(folder), environment);
    }

    final void agentEnds(String endings, String output) {
        environment.put("FAKE_ENDINGS", endings);
        environment.put("FAKE_OUTPUT", output);
    }

    /** Pauses between tries last no time, and nobody waits for the disk. */
    final Tools tools() throws IOException {
        return new Tools(Files.createTempDirectory(folder, "path"))
                .with(BASICS)
                .script("sleep", "")
                .script("sync", "");
    }

    final void path(Tools tools) {
        environment.put("PATH", tools.path());
    }

    final String note(String name) throws IOException {
        return Files.readString(folder.resolve("notes").resolve(name));
    }

    static String sha256(Path file) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return String.format("%064x", new BigInteger(1, sum));
    }
}
