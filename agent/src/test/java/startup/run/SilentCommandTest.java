package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilentCommandTest {
    @Test
    void anInterruptedThreadGetsItsStatusAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThat(SilentCommand.run(List.of("sh", "-c", "read -r line; echo out; exit 3")))
                    .isEqualTo(3);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aCommandThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> SilentCommand.run(List.of("/no/such/command"))).isInstanceOf(IOException.class);
    }
}
