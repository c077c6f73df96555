package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class EntryPathTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("", "an empty name"),
                Arguments.of("/etc/passwd", "an absolute name"),
                Arguments.of("//x", "an absolute name"),
                Arguments.of("..", "'..' in its name"),
                Arguments.of("a/../b", "'..' in its name"),
                Arguments.of("a/..", "'..' in its name"),
                Arguments.of("./../x", "'..' in its name"),
                Arguments.of("a\0b", "a NUL in its name"),
                Arguments.of("a/".repeat(256) + "b", "deeper than 255 folders"),
                Arguments.of("a".repeat(256), "a part of over 255 bytes"),
                Arguments.of("abc/".repeat(1024), "a name of over 4095 bytes"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aNameThatCouldLeaveTheFolderOrTheLimitsIsRefused(String raw, String why) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> EntryPath.parse(raw))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.REFUSED))
                .withMessageContaining(why);
    }

    @Test
    void aRefusedNameIsNamed() {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> EntryPath.parse("redis/../../etc/cron.d/x"))
                .withMessageContaining("'redis/../../etc/cron.d/x'");
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "./a, a",
        "a/, a",
        "a//b, a/b",
        "./a/./b/, a/b",
        "..a, ..a",
        "a.., a..",
        "..., ...",
        "' a ', ' a '"
    })
    void partsThatMeanNothingGoAndTheRestIsKept(String raw, String plain) throws Exception {
        assertThat(EntryPath.parse(raw).raw()).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({".", "./", ".//", "././."})
    void theTopHasManyNames(String raw) throws Exception {
        assertThat(EntryPath.parse(raw).isTop()).isTrue();
    }

    @Test
    void theLongestAndDeepestNamesAreTaken() throws Exception {
        assertThat(EntryPath.parse("a/".repeat(255)).raw()).hasSize(509);
        assertThat(EntryPath.parse("a".repeat(255)).name()).hasSize(255);
    }

    @Test
    void aPathKnowsWhatItLiesIn() throws Exception {
        EntryPath path = EntryPath.parse("one/two/three");
        assertThat(path.isDirectlyIn("one/two")).isTrue();
        assertThat(path.isDirectlyIn("one")).isFalse();
        assertThat(path.isDirectlyIn("")).isFalse();
        assertThat(path.isDirectlyIn("one/twx")).isFalse();
        assertThat(EntryPath.parse("one").isDirectlyIn("")).isTrue();
        assertThat(path.isBelow("one")).isTrue();
        assertThat(path.isBelow("")).isTrue();
        assertThat(path.isBelow("on")).isFalse();
        assertThat(path.isBelow("one/two/three")).isFalse();
        assertThat(path.partAfter("")).isEqualTo("one");
        assertThat(path.partAfter("one")).isEqualTo("two");
        assertThat(path.partAfter("one/two")).isEqualTo("three");
    }

    @Test
    void namesAreShownOnOneLineInTheEncodingThatTheyAreIn() {
        assertThat(EntryPath.shown("caf\u00c3\u00a9")).isEqualTo("café");
        assertThat(EntryPath.shown("caf\u00e9")).isEqualTo("café");
        assertThat(EntryPath.shown("a\nb\033c")).isEqualTo("a?b?c");
        assertThat(EntryPath.shown("x".repeat(5000))).hasSizeLessThan(210);
    }
}
