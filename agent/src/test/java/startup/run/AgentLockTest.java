package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;
import startup.base.ExitStatus;

class AgentLockTest {
    @TempDir
    Path folder;

    @Test
    void whoHoldsItIsToldAndAnotherIsTurnedAwayByName() throws IOException {
        Path file = folder.resolve("lock");
        assertThat(AgentLock.isHeld(file)).isFalse();
        AgentLock lock = AgentLock.take(file, Instant.now());
        assertThat(AgentLock.isHeld(file)).isTrue();
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> AgentLock.take(file, Instant.now()))
                .withMessageContaining(Long.toString(ProcessHandle.current().pid()))
                .satisfies(busy -> assertThat(busy.status()).isEqualTo(ExitStatus.BUSY));
        lock.close();
        AgentLock.take(file, Instant.now()).close();
    }

    @Test
    void aProcessThatStartedAtAnotherTickIsAnotherOneOfTheSameNumber() throws IOException {
        Path file = folder.resolve("lock");
        Files.writeString(file, ProcessHandle.current().pid() + " 1 2001-02-03T04:05:06Z");
        assertThat(AgentLock.isHeld(file)).isFalse();
    }

    @Test
    void aLockOfAProcessThatIsGoneOrOfNobodyIsNotHeld() throws IOException {
        Path file = folder.resolve("lock");
        for (String content : new String[] {"", "x", "1 x", Integer.MAX_VALUE + " 1 " + Instant.now()}) {
            Files.writeString(file, content);
            assertThat(AgentLock.isHeld(file)).as(content).isFalse();
        }
    }
}
