package startup.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'",
                "''; echo hacked; '",
                "$(echo hacked)`echo hacked`${HOME}$$",
                "\\",
                "\\'\\\n\"",
                "two\nlines\n",
                " * ? ~ ! # & | ; < > ",
                "ü€\uD83D\uDE00"
            })
    void aShellTakesItAsItIs(String value) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(value)).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(value);
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void aNulIsNoneOfThem() {
        assertThatThrownBy(() -> ShellWord.of("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }
}
