package startup.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTextTest {
    @TempDir
    Path process;

    private ProcessText text;

    @BeforeEach
    void prepare() {
        text = new ProcessText(process);
    }

    private void given(String file, String... strings) throws IOException {
        Files.writeString(process.resolve(file), String.join("\0", strings) + "\0", StandardCharsets.UTF_8);
    }

    @Test
    void wordsAreThoseThatEndTheCommandLine() throws Exception {
        given("cmdline", "java", "-jar", "ägent.jar", "--env", "GREETING=grüß", "");
        assertThat(text.arguments("--env", "GREETING=gr\uFFFD\uFFFD\uFFFD\uFFFD", ""))
                .containsExactly("--env", "GREETING=grüß", "");
    }

    @Test
    void aVariableHasTheTextThatItWasGiven() throws Exception {
        given("environ", "A=ascii", "GREETING=gr=üß", "OTHER=ü");
        assertThat(text.variables(Map.of("A", "ascii", "GREETING", "gr=\uFFFD\uFFFD\uFFFD\uFFFD")))
                .isEqualTo(Map.of("A", "ascii", "GREETING", "gr=üß"));
    }

    @Test
    void ofTwoOfOneNameTheFirstCounts() throws Exception {
        given("environ", "A=ä", "A=ö");
        assertThat(text.variables(Map.of("A", "\uFFFD\uFFFD"))).isEqualTo(Map.of("A", "ä"));
    }

    @Test
    void whatIsNoUtf8StaysAsItIs() throws Exception {
        Files.write(
                process.resolve("environ"),
                new byte[] {'A', '=', (byte) 0xE4, 0, 'B', '=', (byte) 0xC3, (byte) 0xA4, 0});
        assertThat(text.variables(Map.of("A", "\uFFFD", "B", "\uFFFD\uFFFD")))
                .isEqualTo(Map.of("A", "\uFFFD", "B", "ä"));
    }

    @Test
    void whatTheJvmReadsWellIsNotLookedUp() throws Exception {
        given("environ", "A=other");
        given("cmdline", "java", "other");
        assertThat(text.variables(Map.of("A", "ä"))).isEqualTo(Map.of("A", "ä"));
        assertThat(text.arguments("ä")).containsExactly("ä");
    }

    @Test
    void withoutProcItIsWhatTheJvmSays() {
        assertThat(text.variables(Map.of("A", "\uFFFD"))).isEqualTo(Map.of("A", "\uFFFD"));
        assertThat(text.arguments("\uFFFD")).containsExactly("\uFFFD");
    }
}
