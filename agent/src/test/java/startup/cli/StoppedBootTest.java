package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.ExitStatus;

/** A boot whose thread a signal has interrupted before it could do anything. */
class StoppedBootTest {
    @TempDir
    Path folder;

    @AfterEach
    void thisThreadGoesOn() {
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void stoppedAtItsLockItDoesNotBlameTheDisk() throws Exception {
        AgentHere agent = new AgentHere(folder);
        Path bundle = Files.write(folder.resolve("web.tar"), new byte[1024]);
        Thread.currentThread().interrupt();
        AgentHere.Outcome outcome = agent.run("boot", bundle.toString(), "--logs", "none", "--no-service");
        assertThat(outcome.status()).isEqualTo(ExitStatus.TERMINATED);
        assertThat(outcome.out()).isEqualTo("FAILED: Stopped by SIGTERM\n");
        assertThat(outcome.error()).isEqualTo("ERROR Stopped by SIGTERM");
    }
}
