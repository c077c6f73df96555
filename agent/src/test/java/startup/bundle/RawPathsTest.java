package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with blank",
                "caf\u00c3\u00a9",
                "\u00e9",
                "\u00ff\u00fe",
                "100%\u00e9",
                "a\n\u00e9",
                "..."
            })
    void theBytesOfANameAreKept(String raw) {
        Path path = RawPaths.in(Path.of("/folder"), raw);
        assertThat(path.getNameCount()).isEqualTo(2);
        assertThat(RawPaths.bytesOf(path.getFileName())).isEqualTo(raw);
        assertThat(RawPaths.bytesOf(path)).isEqualTo("/folder/" + raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x/../\u00e9", "/abs/\u00e9", "../../\u00c3\u00a9", "a/./\u00e9", "/", "..", "x/.."})
    void theTargetOfALinkIsNotResolved(String raw) {
        assertThat(RawPaths.bytesOf(RawPaths.target(raw))).isEqualTo(raw);
    }

    @Test
    void aPathBelowTheTopIsBuiltFromItsBytes() {
        assertThat(RawPaths.below(Path.of("/top"), "a/\u00e9/b"))
                .isEqualTo(RawPaths.in(RawPaths.in(Path.of("/top/a"), "\u00e9"), "b"));
    }
}
