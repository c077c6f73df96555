package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user-data script from outside, under the shells that images have as {@code sh}, with a fake agent. */
class UserDataIT {
    private static final String OK = "OK: 3 modules in 4.2 s";
    private static final String[] BASICS = {"env", "mktemp", "rm", "sed", "true"};

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private AgentServer server;
    private String digest;
    private Path temporary;

    @BeforeEach
    void serveTheFakeAgent() throws Exception {
        Path jar = FakeAgent.jarIn(folder);
        digest = HexDigest.sha256(Files.readAllBytes(jar));
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
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aGoodRunEndsWithTheVerdictOfTheAgentAndNothingElse(String shell) throws Exception {
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isZero();
        assertThat(run.output()).containsExactly(OK);
        assertThat(run.errors()).containsExactly("started");
        assertThat(note("args-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void anOptionArrivesAsItIsWhateverItHolds(String shell) throws Exception {
        String hostile = "'; echo hacked; '$(echo hacked)`echo hacked`\\\"\n*?~ ü€ '@AGENT_URL@' $& \\1";
        StubRun run = run(shell, stub().option("bundle", hostile));
        assertThat(run.exit()).isZero();
        assertThat(note("environ-1").split("\0", -1)).contains("STARTUP_OPT_BUNDLE=" + hostile);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "17, 0", "20, 0", "21, 0", "2, 2", "10, 10", "11, 11", "12, 12", "13, 13", "14, 14", "15, 15", "16, 16"
    })
    void theExitStatusSaysWhetherTheMachineMayBeUsed(int agent, int stub) throws Exception {
        agentEnds(String.valueOf(agent), "DEGRADED: 1 of 3 modules failed\n");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(stub);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aFailedRunEndsWithItsCause(String shell) throws Exception {
        agentEnds("10", "FAILED: redis: start-up.sh: exit status 100\n");
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isEqualTo(10);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: redis: start-up.sh: exit status 100");
    }

    @Test
    void anAgentThatSaysNothingStillGetsALastLine() throws Exception {
        agentEnds("2", "");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: the agent ended with 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void anotherAgentThanThePinnedOneIsNeverStarted(String shell) throws Exception {
        StubRun run = run(shell, new FilledStub(server.url("/agent.jar"), "0".repeat(64)));
        assertThat(run.exit()).isEqualTo(13);
        assertThat(run.verdict())
                .isEqualTo("ERROR Bootstrapping failed: agent.jar is not the pinned one; its SHA-256 is " + digest);
        assertThat(folder.resolve("notes")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aServerThatFailsForAMomentIsAskedAgain(String shell) throws Exception {
        server.refuseWith(503, 0);
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isZero();
        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void aServerThatGoesOnFailingIsGivenUp(String client) throws Exception {
        path(tools().with(client, "sha256sum"));
        server.refuseWith(500, 500, 500, 404, 403, 503);
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(11);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: agent.jar could not be fetched in 6 tries");
        assertThat(server.requests()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void withoutCurlItIsWget(String shell) throws Exception {
        path(tools().with("wget", "sha256sum"));
        assertThat(run(shell, stub()).exit()).isZero();
    }

    @Test
    void aWgetThatTakesUrlsOnlyInArgvIsNotGivenASignedOne() throws Exception {
        path(tools().with("sha256sum").script("wget", "exec " + Tools.find("busybox") + " wget \"$@\""));
        assertThat(run("dash", stub()).exit()).isZero();
        StubRun signed = run("dash", new FilledStub(server.url("/agent.jar?X-Amz-Signature=s3cret"), digest));
        assertThat(signed.exit()).isEqualTo(15);
        assertThat(server.requests()).containsExactly("/agent.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void withoutCurlAndWgetTheErrorSaysWhatToInstall(String shell) throws Exception {
        path(tools().with("sha256sum"));
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict()).startsWith("ERROR Bootstrapping failed: install curl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shasum", "openssl"})
    void withoutSha256sumAnotherProgramTakesTheDigest(String program) throws Exception {
        path(tools().with("curl", program));
        assertThat(run("dash", stub()).exit()).isZero();
        assertThat(run("dash", new FilledStub(server.url("/agent.jar"), "0".repeat(64)))
                        .exit())
                .isEqualTo(13);
    }

    @Test
    void javaIsTakenFromThePathWhereJavaHomeSaysNothing() throws Exception {
        environment.remove("JAVA_HOME");
        path(tools().with("curl", "sha256sum")
                .script("java", "exec " + System.getProperty("java.home") + "/bin/java \"$@\""));
        assertThat(run("dash", stub()).exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void withoutJavaTheErrorSaysWhatToInstall(String shell) throws Exception {
        environment.put("JAVA_HOME", "/nowhere");
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: no Java; install 17 or newer");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_392", "11.0.22"})
    void anOlderJavaIsNamed(String version) throws Exception {
        environment.put("JAVA_HOME", "/nowhere");
        path(tools().with("curl", "sha256sum")
                .script("java", "[ \"$1\" != -version ] || echo 'openjdk version \"" + version + "\"' >&2; exit 1"));
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.verdict())
                .startsWith("ERROR Bootstrapping failed: Java 17 or newer is needed; ")
                .endsWith(" is " + version);
    }

    @Test
    void aFailureOfANewEnoughJavaIsNotBlamedOnItsAge() throws Exception {
        agentEnds("1", "");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: the agent ended with 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void noSecretIsInAnyCommandLine(String client) throws Exception {
        path(tools().with(client, "sha256sum"));
        List<String> whileFetching = new ArrayList<>();
        server.meanwhile(() -> whileFetching.addAll(commandLines()));
        agentEnds("waits", "");
        StubRun run = run(
                "dash",
                new FilledStub(server.url("/agent.jar?X-Amz-Signature=s3cret"), digest)
                        .option("bundle", "https://example.org/b?X-Amz-Signature=s3cret"));
        run.awaitError("waiting");
        assertThat(commandLines())
                .anyMatch(line -> line.contains("agent.jar"))
                .noneMatch(line -> line.contains("s3cret"));
        run.signal("TERM");
        run.exit();
        assertThat(whileFetching).anyMatch(line -> line.contains(client)).noneMatch(line -> line.contains("s3cret"));
        assertThat(note("environ-1")).contains("s3cret");
        assertThat(run.errors()).noneMatch(line -> line.contains("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({
        "bash, TERM, 143",
        "dash, TERM, 143",
        "busybox sh, TERM, 143",
        "bash, INT, 130",
        "dash, INT, 130",
        "busybox sh, INT, 130"
    })
    void aSignalReachesTheAgentAndItsEndIsWaitedFor(String shell, String signal, int status) throws Exception {
        agentEnds("waits", "");
        StubRun run = run(shell, stub());
        run.awaitError("waiting");
        run.signal(signal);
        assertThat(run.exit()).isEqualTo(status);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: the agent ended with " + status);
        assertThat(folder.resolve("notes/stopped")).exists();
        assertThat(folder.resolve("notes/args-2")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void aSignalWhileFetchingEndsItAtOnce(String shell) throws Exception {
        StubRun[] run = new StubRun[1];
        CountDownLatch started = new CountDownLatch(1);
        server.meanwhile(() -> {
            try {
                started.await();
                run[0].signal("TERM");
                run[0].awaitEnd();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        run[0] = run(shell, stub());
        started.countDown();
        assertThat(run[0].exit()).isEqualTo(143);
        assertThat(run[0].verdict()).isEqualTo("ERROR Bootstrapping failed: stopped by a signal");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"bash, killed", "dash, killed", "busybox sh, killed", "dash, 3", "dash, 70"})
    void aCrashedAgentResumes(String shell, String crash) throws Exception {
        agentEnds(crash + " 0", "|" + OK + "\n");
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isZero();
        assertThat(run.verdict()).isEqualTo(OK);
        assertThat(note("args-2")).isEqualTo("resume");
    }

    @Test
    void anAgentThatGoesOnCrashingResumesThreeTimes() throws Exception {
        agentEnds("killed", "");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(137);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: the agent ended with 137");
        assertThat(folder.resolve("notes/args-4")).exists();
        assertThat(folder.resolve("notes/args-5")).doesNotExist();
    }

    @Test
    void nothingToResumeIsNoSuccess() throws Exception {
        agentEnds("70 0", "FAILED: a fault of the agent\n|There is no run to resume\n");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(70);
        assertThat(folder.resolve("notes/args-3")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void modulesWillNotInheritThatInterruptsAreIgnored(String shell) throws Exception {
        assertThat(run(shell, stub()).exit()).isZero();
        String ignored = note("status-1").replaceAll("(?s).*SigIgn:\\s*(\\w+).*", "$1");
        BigInteger interruptAndQuit = BigInteger.valueOf(1 << 1 | 1 << 2);
        assertThat(new BigInteger(ignored, 16).and(interruptAndQuit)).isZero();
    }

    @Test
    void theFilledScriptStaysUnder4KiloBytes() throws Exception {
        String filled = new FilledStub("https://artifacts.example.com/start-up/0.1.0/agent.jar", digest)
                .option("bundle", "s3://example-personalities/production/web/web-2026-11-22.bundle")
                .option("sha256", "0".repeat(64))
                .option("key", "secretsmanager:production/start-up/key#password")
                .option("logs", "s3://example-logs/boot")
                .option("allow-reboot", "true")
                .text();
        assertThat(filled.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4096);
        assertThat(filled).doesNotContain("@AGENT_URL@", "@AGENT_SHA256@", "@OPTIONS@");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shellcheckHasNothingToSay(boolean filled) throws Exception {
        Path script = filled ? stub().option("bundle", "it's").in(folder) : Path.of("userdata.sh");
        Path findings = folder.resolve("findings");
        int exit = new ProcessBuilder(Tools.find("shellcheck").toString(), "--shell=sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(findings.toFile())
                .start()
                .waitFor();
        assertThat(findings).isEmptyFile();
        assertThat(exit).isZero();
    }

    private FilledStub stub() {
        return new FilledStub(server.url("/agent.jar"), digest);
    }

    private StubRun run(String shell, FilledStub stub) throws IOException {
        List<String> words = new ArrayList<>(List.of(shell.split(" ", -1)));
        words.set(0, Tools.find(words.get(0)).toString());
        return new StubRun(words, stub.in(folder), environment);
    }

    private void agentEnds(String endings, String output) {
        environment.put("FAKE_ENDINGS", endings);
        environment.put("FAKE_OUTPUT", output);
    }

    /** Pauses between tries last no time. */
    private Tools tools() throws IOException {
        return new Tools(Files.createTempDirectory(folder, "path")).with(BASICS).script("sleep", "");
    }

    private void path(Tools tools) {
        environment.put("PATH", tools.path());
    }

    private String note(String name) throws IOException {
        return Files.readString(folder.resolve("notes").resolve(name));
    }

    private static List<String> commandLines() {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                Path line = process.resolve("cmdline");
                if (Files.isReadable(line)) {
                    lines.add(read(line).replace('\0', ' '));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static String read(Path line) {
        try {
            return new String(Files.readAllBytes(line), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    private static final class HexDigest {
        static String sha256(byte[] bytes) throws Exception {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return String.format("%064x", new BigInteger(1, digest));
        }
    }
}
