package startup.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;

class RebootTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();

    private Reboot by(String command, Duration patience) {
        return new Reboot(Optional.of(command), true, BASH, patience, events);
    }

    @Test
    void theCommandIsRunAndItsOutputTold() throws AgentException {
        by("echo going down; echo now >&2; touch " + folder.resolve("rebooted"), LONG)
                .now();
        assertThat(folder.resolve("rebooted")).exists();
        assertThat(events.messages("reboot.output")).containsExactly("going down", "now");
    }

    @Test
    void aCommandThatFailsIsAnErrorOfTheMachineAndItsOutputIsTold() {
        assertThatThrownBy(() -> by("echo not allowed; exit 4", LONG).now())
                .isInstanceOfSatisfying(AgentException.class, e -> {
                    assertThat(e.status()).isEqualTo(ExitStatus.MACHINE);
                    assertThat(e.why()).isEqualTo("the --reboot-command ended with exit status 4");
                    assertThat(e.action()).contains("the run goes on then");
                });
        assertThat(events.messages("reboot.output")).containsExactly("not allowed");
    }

    @Test
    void aProgramThatIsNotThereIsAnErrorToo() {
        assertThatThrownBy(() -> by("no-such-program", LONG).now()).hasMessageContaining("exit status 127");
        Reboot without = new Reboot(Optional.of("true"), true, folder.resolve("bash"), LONG, events);
        assertThatThrownBy(without::now).isInstanceOf(AgentException.class).hasMessageContaining("could not be run");
    }

    @Test
    void aCommandThatWaitsForTheEndOfTheMachineIsTakenToBeAtWork() throws IOException {
        // it has nobody to read from until the test is over
        Path pipe = folder.resolve("pipe");
        by("mkfifo " + pipe, LONG).now();
        by("read -r line <" + pipe, Duration.ofMillis(1)).now();
        assertThat(events.messages("reboot.slow")).hasSize(1);
        Files.writeString(pipe, "end\n");
    }

    @Test
    void aCommandThatEndsInTimeIsNotCalledSlow() throws AgentException {
        by("true", LONG).now();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void theSignalThatWasAskedForIsNoFailure() {
        Thread.currentThread().interrupt();
        assertThatCode(() -> by("true", LONG).now()).doesNotThrowAnyException();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events.all()).isEmpty();
    }
}
