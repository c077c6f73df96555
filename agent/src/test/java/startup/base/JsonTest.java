package startup.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void aTreeIsWrittenOnOneLineInItsOrder() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("z", List.of(1L, true, "a\"\n\u0001<"));
        tree.put("a", Map.of());
        assertThat(Json.write(tree)).isEqualTo("{\"z\":[1,true,\"a\\\"\\n\\u0001<\"],\"a\":{}}");
    }

    @Test
    void nullIsWritten() {
        assertThat(Json.write(Arrays.asList("a", null))).isEqualTo("[\"a\",null]");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Map<String, Object> tree =
                Map.of("whole", 20_000_000_000L, "part", 0.5, "list", List.of("x", false), "deep", Map.of("k", "v"));
        assertThat(Json.parse(Json.write(tree))).isEqualTo(tree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,", "{\"a\":1}{}", "{a:1}", "[1;2]", "'a'", "{\"a\" 1}", "tru"})
    void whatIsNoDocumentIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void aDocumentThatIsNestedWithoutEndIsRefused() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(IOException.class);
    }
}
