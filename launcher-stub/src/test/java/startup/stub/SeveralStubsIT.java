package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two user-data scripts on one machine at once: cloud-init's, and that of a person who does not want to wait for it. */
class SeveralStubsIT extends StubFixture {
    private Path second;

    /** In a folder of its own, with an agent that leaves its notes there. */
    private StubRun runSecond(String shell) throws IOException {
        second = Files.createDirectories(folder.resolve("second"));
        environment.put("FAKE_FOLDER", second.toString());
        return run(shell, stub().in(second));
    }

    /** A pipe of which a line can be read when a script is about to lock, which waits for that. */
    private Path tellingWhoLocks() throws Exception {
        Path locks = folder.resolve("locks");
        assertThat(new ProcessBuilder(Tools.find("mkfifo").toString(), locks.toString())
                        .start()
                        .waitFor())
                .isZero();
        path(tools().with("curl", "sha256sum")
                .script("flock", "echo >" + locks + "; exec " + Tools.find("flock") + " \"$@\""));
        return locks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void theOneThatWaitsCanBeStopped(String shell) throws Exception {
        Path locks = tellingWhoLocks();
        BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
        server.meanwhile(() -> {
            try {
                StubRun waiting = runSecond(shell);
                Files.readString(locks);
                waiting.signal("TERM");
                ends.add(waiting.exit());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        StubRun first = run(shell, stub());
        Files.readString(locks);
        assertThat(first.exit()).as("%s %s", first.errors(), first.output()).isZero();
        assertThat(ends.poll(3, TimeUnit.MINUTES)).isEqualTo(143);
        assertThat(second.resolve("args-1")).doesNotExist();
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void theOneThatComesLaterWaitsForTheAgentThatTheFirstFetches(String shell) throws Exception {
        Path locks = tellingWhoLocks();
        BlockingQueue<StubRun> later = new LinkedBlockingQueue<>();
        server.meanwhile(() -> {
            try {
                later.add(runSecond(shell));
                Files.readString(locks); // comes when it is about to lock
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        StubRun first = run(shell, stub());
        Files.readString(locks);
        assertThat(first.exit()).as("%s %s", first.errors(), first.output()).isZero();
        StubRun waited = later.poll(3, TimeUnit.MINUTES);
        assertThat(waited.exit()).as("%s %s", waited.errors(), waited.output()).isZero();
        assertThat(waited.verdict()).isEqualTo(OK);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void theEndOfOneTakesNothingFromTheOther() throws Exception {
        agentEnds("waits", "RUNNING: 1 of 3\n");
        StubRun first = run("dash", stub());
        first.awaitError("waiting");
        agentEnds("16", "FAILED: another agent is at work\n");
        StubRun other = runSecond("dash");
        assertThat(other.exit()).isEqualTo(16);
        first.signal("TERM");
        assertThat(first.exit()).isEqualTo(143);
        assertThat(first.verdict()).isEqualTo("ERROR Bootstrapping failed: 1 of 3");
    }

    @Test
    void withoutFlockAStubAloneIsNotStopped() throws Exception {
        Tools tools = tools().with("curl", "sha256sum");
        Files.delete(Path.of(tools.path(), "flock"));
        path(tools);
        StubRun run = run("dash", stub());
        assertThat(run.exit()).isZero();
        assertThat(run.errors()).containsExactly("started");
    }
}
