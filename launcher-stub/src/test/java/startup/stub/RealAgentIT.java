package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The user-data script with the real {@code agent.jar} and the sealed example: what a machine does at its first boot. */
class RealAgentIT {
    private static final Path AGENT = Path.of(System.getProperty("agent.jar")).toAbsolutePath();
    private static final Path EXAMPLE = Path.of("../modules/examples/start-up-example.tar.enc")
            .toAbsolutePath()
            .normalize();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void theExampleBoots(String shell) throws Exception {
        StubRun run = boot(shell, "stirringdullroots");
        assertThat(run.exit()).as("%s", run.errors()).isZero();
        assertThat(run.verdict()).startsWith("OK: 3 modules");
        assertThat(run.errors()).anyMatch(line -> line.contains("There is a letter for you"));
    }

    @Test
    void aWrongPasswordEndsWithItsCause() throws Exception {
        StubRun run = boot("dash", "wrong");
        assertThat(run.exit()).isEqualTo(13);
        assertThat(run.verdict()).startsWith("ERROR Bootstrapping failed: ").doesNotContain("the agent ended with");
        assertThat(run.errors()).noneMatch(line -> line.contains("There is a letter for you"));
    }

    private StubRun boot(String shell, String password) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), password + "\n");
        String digest = String.format(
                "%064x", new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(AGENT))));
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home"),
                "TMPDIR", Files.createDirectory(folder.resolve("tmp")).toString()));
        try (AgentServer server = new AgentServer(AGENT)) {
            Path stub = new FilledStub(server.url("/agent.jar"), digest)
                    .option("bundle", EXAMPLE.toString())
                    .option("key", "file:" + key)
                    .option("state", folder.resolve("state").toString())
                    .in(folder);
            StubRun run = new StubRun(List.of(shell.split(" ", -1)), stub, environment);
            run.exit();
            return run;
        }
    }
}
