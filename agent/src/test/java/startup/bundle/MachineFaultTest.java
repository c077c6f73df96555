package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import startup.base.AgentException;

class MachineFaultTest {
    private static final Path PATH = Path.of("file");

    @Test
    void anInterruptIsNoFaultOfTheMachine() {
        InterruptedIOException interrupted = new InterruptedIOException();
        assertThat(MachineFault.of(PATH, interrupted)).isSameAs(interrupted);
        assertThat(MachineFault.of(PATH, new ClosedByInterruptException()))
                .isInstanceOf(InterruptedIOException.class)
                .hasRootCauseInstanceOf(ClosedByInterruptException.class);
    }

    @Test
    void anythingElseIs() {
        assertThat(MachineFault.of(PATH, new IOException("No space left on device")))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("No space left");
    }
}
