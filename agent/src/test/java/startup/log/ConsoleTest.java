package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.Event;
import startup.base.HandWoundTicker;

class ConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final Console console = new Console(out, false, false);

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void show(Console on, Event event) {
        on.accept(new LoggedEvent(Instant.EPOCH, 1, event));
    }

    @Test
    void whatAModulePrintsStandsBehindItsName() {
        show(console, Event.ofModule(Event.Level.INFO, "module.started", "redis", 1, "Starting module redis"));
        show(console, Event.output("redis", 1, "Unpacking redis", 0, 0));
        show(console, Event.output("redis", 1, "", 0, 0));
        show(console, Event.ofModule(Event.Level.INFO, "module.ended", "redis", 1, "Finished module redis in 1.2 s"));
        assertThat(shown())
                .isEqualTo(
                        "Starting module redis\nredis | Unpacking redis\nredis | \nFinished module redis in 1.2 s\n");
    }

    @Test
    void aLineThatGoesOnIsMarked() {
        show(console, Event.output("m", 1, "first", 1, 0));
        show(console, Event.output("m", 1, "second", 2, 0));
        assertThat(shown()).isEqualTo("m | first\nm |+second\n");
    }

    private void start(String... modules) {
        for (String module : modules) {
            show(console, Event.ofModule(Event.Level.INFO, "module.started", module, 0, "Starting " + module));
        }
    }

    private void print(String module, int attempt, String line) {
        show(console, Event.output(module, attempt, line, 0, 0));
    }

    /** What is shown of the end of {@code a}. */
    private String fail() {
        bytes.reset();
        show(console, Event.ofModule(Event.Level.ERROR, "module.failed", "a", 1, "Module a failed"));
        return shown();
    }

    @Test
    void aModuleThatFailsHasItsLastLinesShownAgainIfOthersPrintedBetweenThem() {
        start("a", "b");
        print("a", 1, "one\u001b");
        print("b", 1, "other");
        print("a", 1, "two");

        assertThat(fail())
                .isEqualTo("The last lines of module a again:\na | one\\x1b\na | two\nERROR Module a failed\n");
        assertThat(fail()).as("once").isEqualTo("ERROR Module a failed\n");
    }

    @Test
    void soIsOneAfterWhoseLinesAnotherPrinted() {
        start("a", "b");
        print("a", 1, "one");
        print("b", 1, "other");

        assertThat(fail()).isEqualTo("The last lines of module a again:\na | one\nERROR Module a failed\n");
    }

    @Test
    void linesThatStandTogetherAreNotShownAgain() {
        start("a", "b");
        print("b", 1, "other");
        print("a", 1, "one");
        print("a", 1, "two");
        start("c");

        assertThat(fail()).isEqualTo("ERROR Module a failed\n");
    }

    @Test
    void aModuleThatSucceedsHasNothingShownAgain() {
        start("a", "b");
        print("a", 1, "one");
        print("b", 1, "other");
        bytes.reset();
        show(console, Event.ofModule(Event.Level.INFO, "module.finished", "a", 1, "Finished module a"));

        assertThat(shown()).isEqualTo("Finished module a\n");
        print("a", 1, "its daemon");
        print("b", 1, "other");
        assertThat(fail()).isEqualTo("ERROR Module a failed\n");
    }

    @Test
    void theLastTwentyLinesOfTheLatestAttemptAreShownAgainShortened() {
        start("a", "b");
        print("a", 1, "of the attempt before");
        for (int i = 1; i <= 21; i++) {
            print("a", 2, i + "x".repeat(2000));
            print("b", 1, "other");
        }

        String[] lines = fail().split("\n");
        assertThat(lines).hasSize(1 + 20 + 1);
        assertThat(lines[1]).startsWith("a | 2x").hasSize("a | ".length() + 1000);
        print("a", 2, "late");
        assertThat(fail()).isEqualTo("ERROR Module a failed\n");
    }

    @Test
    void aFailureWithoutALineShowsNone() {
        start("a", "b");
        print("b", 1, "other");

        assertThat(fail()).isEqualTo("ERROR Module a failed\n");
    }

    @Test
    void warningsAndErrorsAreMarkedByWords() {
        show(console, Event.of(Event.Level.WARN, "a", "no proof"));
        show(console, Event.of(Event.Level.ERROR, "a", "no disk"));
        assertThat(shown()).isEqualTo("WARNING no proof\nERROR no disk\n");
    }

    @Test
    void colourComesOnTop() {
        Console coloured = new Console(out, true, true);
        show(coloured, Event.of(Event.Level.ERROR, "a", "no disk"));
        show(coloured, Event.of(Event.Level.WARN, "a", "no proof"));
        show(coloured, Event.output("m", 1, "plain", 0, 0));
        assertThat(shown())
                .contains("\u001b[31mERROR\u001b[0m no disk\n", "\u001b[33mWARNING\u001b[0m no proof\n")
                .containsPattern("\u001b\\[3[2456]mm\u001b\\[0m \\| plain\n");
        assertThat(shown().replaceAll("\u001b\\[[0-9]+m", ""))
                .isEqualTo("ERROR no disk\nWARNING no proof\nm | plain\n");
    }

    @Test
    void detailsAreShownOnlyToWhoAskedForThem() {
        Event event = Event.of(Event.Level.DEBUG, "a", "detail");
        show(console, event);
        assertThat(shown()).isEmpty();
        show(new Console(out, false, true), event);
        assertThat(shown()).isEqualTo("debug detail\n");
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("a\u001b[31mred", "a\\x1b[31mred"),
                Arguments.of("bell\u0007 del\u007f", "bell\\x07 del\\x7f"),
                Arguments.of("c1\u009b31m", "c1\\x9b31m"),
                Arguments.of("cr\rover", "cr\\x0dover"),
                Arguments.of("line\nfeed", "line\\x0afeed"),
                Arguments.of("rtl\u202eevil\u2066\u200f", "rtl\\u202eevil\\u2066\\u200f"),
                Arguments.of("bom\ufeff sep\u2028", "bom\\ufeff sep\\u2028"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatCommandsATerminalIsMadeVisible(String line, String visible) {
        show(console, Event.output("m", 1, line, 0, 0));
        assertThat(shown()).isEqualTo("m | " + visible + "\n");
    }

    @Test
    void aModulesNameCommandsNothingEither() {
        show(console, Event.output("m\u001b[2J", 1, "x", 0, 0));
        assertThat(shown()).isEqualTo("m\\x1b[2J | x\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tab\tstays", "wide 日本語 日本", "emoji 👩‍🚀🙂", "combining é", "nbsp\u00a0x"})
    void whatPeopleReadStays(String line) {
        show(console, Event.output("m", 1, line, 0, 0));
        assertThat(shown()).isEqualTo("m | " + line + "\n");
    }

    @Test
    void theProgressLineStaysBelowTheOthersAndIsGoneAtTheEnd() {
        HandWoundTicker ticker = new HandWoundTicker();
        ProgressLine progress = new ProgressLine(console, ticker);
        progress.fetched(1024, OptionalLong.of(4096));
        show(console, Event.of(Event.Level.INFO, "a", "resumed"));
        progress.fetched(4096, OptionalLong.of(4096));
        show(console, Event.of(Event.Level.INFO, "a", "fetched"));
        String line = "Fetching: 1.0 KiB of 4.0 KiB (25%)";
        String erase = "\r\u001b[K";
        assertThat(shown()).isEqualTo(erase + line + erase + "resumed\n" + line + erase + "fetched\n");
    }

    @Test
    void progressIsDrawnAtMostTenTimesASecond() {
        HandWoundTicker ticker = new HandWoundTicker();
        ProgressLine progress = new ProgressLine(console, ticker);
        for (int i = 0; i < 1000; i++) {
            progress.fetched(1000L + i * 2000L, OptionalLong.empty());
            ticker.advance(Duration.ofMillis(1));
        }
        assertThat(shown().split("Fetching", -1)).hasSize(11);
        progress.close();
        progress.close();
        assertThat(shown()).endsWith("B\r\u001b[K");
    }

    @Test
    void aLengthOfNothingDividesByNothing() {
        new ProgressLine(console, new HandWoundTicker()).fetched(0, OptionalLong.of(0));
        assertThat(shown()).isEmpty();
    }

    @Test
    void theStreamStaysOpenForItsGiver() {
        console.close();
        out.print("still");
        out.flush();
        assertThat(shown()).isEqualTo("still");
    }
}
