package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user-data script does when it or its agent is stopped, and what nobody may see of it meanwhile. */
class SignalsAndCrashesIT extends StubFixture {
    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void noSecretIsInAnyCommandLine(String client) throws Exception {
        String secret = "s3cret" + UUID.randomUUID(); // other tests on this machine have theirs
        path(tools().with(client, "sha256sum"));
        List<String> whileFetching = new ArrayList<>();
        server.meanwhile(() -> whileFetching.addAll(commandLines()));
        agentEnds("waits", "");
        StubRun run = run(
                "dash",
                stub("/agent.jar?X-Amz-Signature=" + secret, digest)
                        .option("bundle", "https://example.org/b?X-Amz-Signature=" + secret));
        run.awaitError("waiting");
        assertThat(commandLines())
                .anyMatch(line -> line.contains("agent.jar"))
                .noneMatch(line -> line.contains(secret));
        run.signal("TERM");
        run.exit();
        assertThat(whileFetching).anyMatch(line -> line.contains(client)).noneMatch(line -> line.contains(secret));
        assertThat(note("environ-1")).contains(secret);
        assertThat(run.errors()).noneMatch(line -> line.contains(secret));
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
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: stopped");
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
        assertThat(run[0].verdict()).isEqualTo("ERROR Bootstrapping failed: stopped");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aSignalWhileUnpackingIsNoFaultOfTheDisk(String shell) throws Exception {
        path(tools().with("curl", "sha256sum").script("cp", "echo copying >&2; exec " + Tools.find("sleep") + " 600"));
        StubRun run = run(shell, stub());
        run.awaitError("copying");
        run.signal("TERM");
        assertThat(run.exit()).isEqualTo(143);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: stopped");
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

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void aSignalWhileResumingIsNotTheOldCrash(String shell) throws Exception {
        agentEnds("70 waits", "");
        StubRun run = run(shell, stub());
        run.awaitError("waiting");
        run.signal("TERM");
        assertThat(run.exit()).isEqualTo(143);
        assertThat(folder.resolve("notes/args-3")).doesNotExist();
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

    /** Killed between the end of its run and its own: the verdict is on disk, and the machine is what it should be. */
    @ParameterizedTest
    @CsvSource({"OK: 3 modules in 4.2 s, 0, 0", "FAILED: redis: exit status 100, 10, 10"})
    void anAgentKilledAfterItsVerdictHasIt(String verdict, String status, int exit) throws Exception {
        environment.put("FAKE_VERDICT", state().resolve("runs/RUN/verdict.json").toString());
        agentEnds("killed 0 " + status, "|Nothing is left to resume\n|" + verdict + "\n");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.verdict()).endsWith(verdict.replace("FAILED: ", ""));
        assertThat(note("args-3")).isEqualTo("status");
    }

    @Test
    void theVerdictOfAnEarlierRunIsNotThatOfACrash() throws Exception {
        Files.createDirectories(state().resolve("runs/EARLIER"));
        Files.writeString(state().resolve("runs/EARLIER/verdict.json"), "{}");
        agentEnds("killed 0 0", "|Nothing is left to resume\n|" + OK + "\n");
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isEqualTo(137);
        assertThat(run.verdict()).isEqualTo("ERROR Bootstrapping failed: the agent ended with 137");
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
}
