package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class ArgumentParserTest {
    private final ArgumentParser parser = new ArgumentParser(Map.of());

    @Test
    void withoutACommandItIsBoot() throws AgentException {
        Arguments arguments = parser.parse("--bundle", "web.bundle");
        assertThat(arguments.command()).isEqualTo(CommandName.BOOT);
        assertThat(arguments.value(CliOption.BUNDLE)).contains("web.bundle");
    }

    @Test
    void aBundleMayBeNamedByOptionInEveryCommandThatReadsOne() throws AgentException {
        assertThat(parser.parse("plan", "web.bundle").value(CliOption.BUNDLE)).contains("web.bundle");
        assertThat(parser.parse("plan", "--bundle", "web.bundle").value(CliOption.BUNDLE))
                .contains("web.bundle");
    }

    @Test
    void aSingleDashIsABundle() throws AgentException {
        assertThat(parser.parse("inspect", "-").value(CliOption.BUNDLE)).contains("-");
        assertThat(parser.parse("--bundle", "-").value(CliOption.BUNDLE)).contains("-");
    }

    @Test
    void listsAreReadByCommasAndByRepeating() throws AgentException {
        assertThat(parser.parse("--only", "a,b", "--only", "c").all(CliOption.ONLY))
                .containsExactly("a", "b", "c");
    }

    @Test
    void whatMayHoldACommaIsOnlyRepeated() throws AgentException {
        assertThat(parser.parse("--env", "A=1,2", "--env", "B==").pairs(CliOption.ENV))
                .containsExactly(Map.entry("A", "1,2"), Map.entry("B", "="));
        assertThat(parser.parse("--key", "pass:a,b").all(CliOption.KEY)).containsExactly("pass:a,b");
    }

    @Test
    void aVariableStandsForItsOptionAndTheOptionWins() throws AgentException {
        ArgumentParser withVariables = new ArgumentParser(Map.of(
                "STARTUP_OPT_FETCH_TIMEOUT", "90s",
                "STARTUP_OPT_BUNDLE", "from-variable",
                "STARTUP_OPT_KEY", "env:A\nfile:/b",
                "STARTUP_OPT_ONLY", "a,b",
                "STARTUP_OPT_REQUIRE_PROOF", "true",
                "STARTUP_OPT_DEBUG", "false"));
        Arguments arguments = withVariables.parse("--bundle", "from-option");
        assertThat(arguments.duration(CliOption.FETCH_TIMEOUT)).contains(Duration.ofSeconds(90));
        assertThat(arguments.value(CliOption.BUNDLE)).contains("from-option");
        assertThat(arguments.all(CliOption.KEY)).containsExactly("env:A", "file:/b");
        assertThat(arguments.all(CliOption.ONLY)).containsExactly("a", "b");
        assertThat(arguments.has(CliOption.REQUIRE_PROOF)).isTrue();
        assertThat(arguments.has(CliOption.DEBUG)).isFalse();
        assertThat(withVariables.parse("plan", "operand").value(CliOption.BUNDLE))
                .contains("operand");
    }

    @Test
    void aVariableOfAnotherCommandsOptionIsNoError() throws AgentException {
        ArgumentParser withVariables = new ArgumentParser(Map.of("STARTUP_OPT_ONLY", "a"));
        assertThat(withVariables.parse("status").all(CliOption.ONLY)).isEmpty();
    }

    @Test
    void aVariableThatStandsForNoOptionIsRefused() {
        assertRefused(new ArgumentParser(Map.of("STARTUP_OPT_REQIRE_PROOF", "1")), "STARTUP_OPT_REQUIRE_PROOF");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bot;'bot' is not a command",
                "web.bundle;write --bundle web.bundle",
                "--bundel x;--bundle",
                "--bundle;--bundle has no value",
                "plan --env A=1;--env is not an option of plan",
                "plan a b;'b' is one word too many",
                "status a b;'b' is one word too many",
                "--bundle x y;named twice",
                "plan a --bundle b;named twice",
                "--bund x;--bund is not an option of boot"
            })
    void wrongUsageIsRefusedAndSaysWhatWouldBeRight(String line, String expected) {
        assertRefused(parser, expected, line.split(" "));
    }

    @Test
    void aBadValueIsRefusedWithItsOption() throws AgentException {
        Arguments arguments = parser.parse(
                "--timeout",
                "1",
                "--max-size",
                "lots",
                "--max-files",
                "0",
                "--on-failure",
                "cry",
                "--env",
                "=x",
                "--jobs",
                "0");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> arguments.duration(CliOption.TIMEOUT))
                .withMessageContaining("--timeout")
                .withMessageContaining("15m");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> parser.parse("--fetch-timeout", "0s").duration(CliOption.FETCH_TIMEOUT))
                .withMessageContaining("no time at all");
        assertThatExceptionOfType(AgentException.class).isThrownBy(() -> arguments.size(CliOption.MAX_SIZE));
        assertThatExceptionOfType(AgentException.class).isThrownBy(() -> arguments.count(CliOption.MAX_FILES));
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> arguments.count(CliOption.JOBS))
                .withMessageContaining("--jobs");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> arguments.choice(CliOption.ON_FAILURE, "stop", "continue"))
                .withMessageContaining("stop, continue");
        assertThatExceptionOfType(AgentException.class).isThrownBy(() -> arguments.pairs(CliOption.ENV));
    }

    private static void assertRefused(ArgumentParser parser, String expected, String... words) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> parser.parse(words))
                .withMessageContaining(expected)
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(ExitStatus.USAGE));
    }
}
