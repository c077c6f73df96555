package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code agent userdata} from outside: what it prints is run, and each value arrives as it was given. */
class PrintedStubIT extends StubFixture {
    private static final String PIN = "0".repeat(64);
    private static final Path EXAMPLE = Path.of("../modules/examples/start-up-example.tar.enc")
            .toAbsolutePath()
            .normalize();

    private Path printed(String... options) throws Exception {
        return PrintedStub.into(folder.resolve("userdata.sh"), options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void theSealedExampleBootsByTheRealAgent(String shell) throws Exception {
        environment.put("PATH", System.getenv("PATH"));
        environment.put(
                "TMPDIR", Files.createDirectory(folder.resolve("work")).toString()); // the example leaves a file
        Path key = Files.writeString(folder.resolve("key"), "stirringdullroots\n");
        server.close();
        server = new AgentServer(PrintedStub.AGENT);
        Path stub = printed(
                EXAMPLE.toString(),
                "--key=file:" + key,
                "--state=" + state(),
                "--metadata=none",
                "--agent=" + server.url("/agent.jar?X-Amz-Signature=s3cret"),
                "--agent-sha256=" + sha256(PrintedStub.AGENT));
        StubRun run = run(shell, stub);
        assertThat(run.exit()).as("%s %s", run.errors(), run.output()).isZero();
        assertThat(run.verdict()).startsWith("OK: 3 modules");
        assertThat(run.errors()).anyMatch(line -> line.contains("There is a letter for you"));
        StubRun again = run(shell, stub);
        assertThat(again.exit()).isZero();
        assertThat(again.verdict()).contains("3 unchanged");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void anyValueArrivesAsItIs(String shell) throws Exception {
        String hostile =
                "'; echo hacked; '$(echo hacked)`echo hacked`\\\"\n  # *?~ ü€ '@AGENT_URL@' #@jar\n#@OPTIONS@ $& \\1";
        Path stub = printed(
                "s3://bucket/it's $HOME \"here\"",
                "--sha256=" + PIN,
                "--reboot-command=" + hostile,
                "--env=A=$(echo hacked)",
                "--env=B='",
                "--state=" + state(),
                "--agent=" + server.url("/agent.jar"),
                "--agent-sha256=" + digest);
        StubRun run = run(shell, stub);
        assertThat(run.exit()).as("%s", run.errors()).isZero();
        assertThat(run.output()).containsExactly(OK);
        assertThat(note("environ-1").split("\0", -1))
                .contains(
                        "STARTUP_OPT_BUNDLE=s3://bucket/it's $HOME \"here\"",
                        "STARTUP_OPT_REBOOT_COMMAND=" + hostile,
                        "STARTUP_OPT_ENV=A=$(echo hacked)\nB='",
                        "STARTUP_OPT_ALLOW_REBOOT=true",
                        "STARTUP_OPT_SHA256=" + PIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent.jar", "agent-runtime-linux-{arch}.tar.gz"})
    void shellcheckHasNothingToSay(String file) throws Exception {
        Path stub =
                printed("s3://bucket/it's", "--sha256=" + PIN, "--agent=https://h/" + file, "--agent-sha256=" + PIN);
        Path findings = folder.resolve("findings");
        int exit = new ProcessBuilder(Tools.find("shellcheck").toString(), "--shell=sh", stub.toString())
                .redirectErrorStream(true)
                .redirectOutput(findings.toFile())
                .start()
                .waitFor();
        assertThat(findings).isEmptyFile();
        assertThat(exit).isZero();
    }

    @Test
    void everyFormComesToTheSameScript() throws Exception {
        byte[] plain = Files.readAllBytes(printedAs("text"));
        String encoded = Files.readString(printedAs("gzip+base64"));
        byte[] gzip = Base64.getDecoder().decode(encoded.strip());
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(plain);
        }
    }

    private Path printedAs(String form) throws Exception {
        return printed(
                "s3://bucket/key",
                "--sha256=" + PIN,
                "--agent=https://h/agent.jar",
                "--agent-sha256=" + PIN,
                "--encode=" + form);
    }
}
