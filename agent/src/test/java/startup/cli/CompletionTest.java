package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Asks a real bash what it would offer. */
class CompletionTest {
    @Test
    void theFirstWordCompletesToACommand() throws Exception {
        assertThat(offered("agent", "de")).isEqualTo("decrypt");
    }

    @Test
    void optionsAreThoseOfTheCommand() throws Exception {
        assertThat(offered("agent", "status", "--")).contains("--wait").doesNotContain("--bundle");
        assertThat(offered("agent", "--bundle-")).isEqualTo("--bundle-dir");
    }

    private static String offered(String... words) throws IOException, InterruptedException {
        String call =
                Completion.bash() + "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _agent; echo \"${COMPREPLY[*]}\"\n";
        String[] command = new String[words.length + 4];
        command[0] = "bash";
        command[1] = "-c";
        command[2] = call;
        command[3] = "bash";
        System.arraycopy(words, 0, command, 4, words.length);
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return output.strip();
    }
}
