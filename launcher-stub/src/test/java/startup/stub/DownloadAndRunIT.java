package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user-data script from the fetch to the verdict, under the shells that images have as {@code sh}, with a fake agent. */
class DownloadAndRunIT extends StubFixture {
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
    void anAgentThatCannotBeStartedIsNoSuccess(String shell) throws Exception {
        path(tools().with("curl", "sha256sum")
                .script(
                        "cp",
                        "cat part >agent.jar; for own in [0-9]*; do rm $own; mkdir $own; echo $own >inTheWay; done"));
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: the agent ended with 15");
        Path note = installed(digest).resolve("inTheWay");
        Path inTheWay = installed(digest).resolve(Files.readString(note).strip());
        assertThat(run.errors()).anyMatch(line -> line.contains(inTheWay.toString()));
        assertThat(folder.resolve("notes")).isEmptyDirectory();
        Files.delete(inTheWay);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED: redis: exit status 100, redis: exit status 100",
        "'RUNNING: stopped by SIGTERM, 0 of 3', 'stopped by SIGTERM, 0 of 3'"
    })
    void theVerdictStandsInTheLastLine(String verdict, String cause) throws Exception {
        agentEnds("143", verdict + "\n");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(143);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: " + cause);
    }

    /** A module may be named as it likes. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aRowOfTheTableIsNotTakenForTheVerdict(String shell) throws Exception {
        String row = "OK: main  failed  3  4.2 s";
        agentEnds("10", row + "\nFAILED: OK: main: exit status 100\n");
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isEqualTo(10);
        assertThat(run.output()).containsExactly(row, "ERROR Bootstrapping failed: OK: main: exit status 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void anotherAgentThanThePinnedOneIsNeverStarted(String shell) throws Exception {
        StubRun run = run(shell, stub("/agent.jar", "0".repeat(64)));
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
        assertThat(run.verdict())
                .isEqualTo("ERROR Bootstrapping failed: agent.jar was not fetched; status "
                        + (client.equals("curl") ? 22 : 8));
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
        StubRun signed = run("dash", stub("/agent.jar?X-Amz-Signature=s3cret", digest));
        assertThat(signed.exit()).isEqualTo(15);
        assertThat(run("dash", stub()).exit()).isZero();
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
        assertThat(run("dash", stub("/agent.jar", "0".repeat(64))).exit()).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void withoutAnyOfThemTheErrorSaysWhatToInstall(String shell) throws Exception {
        path(tools().with("curl"));
        StubRun run = run(shell, stub());
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: install sha256sum to check agent.jar");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"bash, curl", "dash, curl", "dash, wget", "busybox sh, wget"})
    void aDiskThatIsFullByNowIsAFaultOfTheMachine(String shell, String client) throws Exception {
        Path full = Files.createDirectory(state());
        path(tools().with("sha256sum")
                .script(
                        client,
                        "[ \"$1\" = --version ] || " + Tools.find("head") + " -c 20m /dev/zero 2>/dev/null >fill; exec "
                                + Tools.find(client) + " \"$@\""));
        StubRun run = runMounting(shell, stub(), "-t tmpfs -o size=18m tmpfs " + full);
        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: " + installed(digest) + " is full");
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
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: install Java 17 or newer");
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
                .endsWith(" is openjdk version \"" + version + "\"");
    }

    @Test
    void aFailureOfANewEnoughJavaIsNotBlamedOnItsAge() throws Exception {
        agentEnds("1", "");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: the agent ended with 1");
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
}
