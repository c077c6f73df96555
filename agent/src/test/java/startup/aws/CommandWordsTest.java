package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {
    static List<List<String>> lines() {
        return List.of(
                List.of("  /opt/a  b\tc ", "/opt/a", "b", "c"),
                List.of("'/opt/a b' \"c d\"e'f'", "/opt/a b", "c def"),
                List.of("a\\ b \"c\\\"d\\\\e\\f\" 'g\\h'", "a b", "c\"d\\e\\f", "g\\h"),
                List.of("a '' \"\"", "a", "", ""),
                List.of("$HOME ~ *; a|b", "$HOME", "~", "*;", "a|b"),
                List.of("a\\", "a\\"),
                List.of("   "));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineIsSplitAsTheAwsCliDoes(List<String> line) {
        assertThat(CommandWords.split(line.get(0))).isEqualTo(line.subList(1, line.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a \"b\\\""})
    void aQuoteThatIsNotClosedIsRefused(String line) {
        assertThatThrownBy(() -> CommandWords.split(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyLineHasNoWords() {
        assertThat(CommandWords.split("")).isEmpty();
    }
}
