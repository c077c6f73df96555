package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import startup.base.Event;
import startup.base.Json;

class EventLineTest {
    private static final Instant TIME = Instant.parse("2026-11-22T10:15:03.120Z");

    private Optional<CloudFacts> cloud = Optional.empty();
    private final EventLine line = new EventLine("ID", () -> cloud);

    private String lineOf(long sequence, Event event) {
        return line.of(new LoggedEvent(TIME, sequence, event)).toString();
    }

    /** The example of DESIGN, "Plan, verdict, event", byte for byte, but for the place in the attempt's output. */
    @Test
    void anEventIsWrittenAsTheDesignHasIt() {
        cloud = Optional.of(new CloudFacts("i-0abc", "eu-west-1"));
        assertThat(lineOf(412, Event.output("redis", 1, "Unpacking redis", 0, 7021)))
                .isEqualTo("{\"@timestamp\":\"2026-11-22T10:15:03.120Z\",\"log\":{\"level\":\"info\",\"offset\":7021},"
                        + "\"message\":\"Unpacking redis\",\"event\":{\"action\":\"module.output\",\"sequence\":412},"
                        + "\"cloud\":{\"instance\":{\"id\":\"i-0abc\"},\"region\":\"eu-west-1\"},"
                        + "\"startup\":{\"run\":\"ID\",\"module\":\"redis\",\"attempt\":1}}\n");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(lineOf(1, Event.of(Event.Level.WARN, "fetch.retried", "Trying again")))
                .isEqualTo("{\"@timestamp\":\"2026-11-22T10:15:03.120Z\",\"log\":{\"level\":\"warn\"},"
                        + "\"message\":\"Trying again\",\"event\":{\"action\":\"fetch.retried\",\"sequence\":1},"
                        + "\"startup\":{\"run\":\"ID\"}}\n");
    }

    @Test
    void aPartOfALineIsNumbered() {
        assertThat(lineOf(1, Event.output("m", 2, "x", 3, 0)))
                .endsWith("\"module\":\"m\",\"attempt\":2,\"part\":3}}\n");
    }

    @Test
    void theCloudIsNamedFromWhenItIsKnown() {
        Event event = Event.of(Event.Level.INFO, "a", "b");
        assertThat(lineOf(1, event)).doesNotContain("cloud");
        cloud = Optional.of(new CloudFacts("i-1", "r"));
        assertThat(lineOf(2, event)).contains("\"cloud\":{\"instance\":{\"id\":\"i-1\"},\"region\":\"r\"}");
        assertThat(lineOf(3, event)).contains("\"cloud\":{\"instance\":{\"id\":\"i-1\"},\"region\":\"r\"}");
    }

    @Test
    void everyCharacterComesBackFromAParserAndNoneEndsALine() throws IOException {
        for (int from = 0; from < 0x10000; from += 64) {
            StringBuilder text = new StringBuilder();
            for (int c = from; c < from + 64; c++) {
                text.append((char) c).append('-');
            }
            String written = lineOf(1, Event.output("m", 1, text.toString(), 0, 0));
            String expected =
                    from >= 0xd800 && from < 0xe000 ? text.toString().replaceAll("[^-]", "\ufffd") : text.toString();
            assertThat(messageOf(written)).isEqualTo(expected);
            assertThat(written.lines()).hasSize(1);
            assertThat(written).doesNotContain("\u0085", "\u2028", "\u2029", "\u001b");
        }
    }

    @Test
    void pairsOfSurrogatesStayAndHalvesAreReplaced() throws IOException {
        String written = lineOf(1, Event.output("m", 1, "🙂\ud83d \ude42 🙂\ud83d", 0, 0));
        assertThat(written).contains("🙂");
        assertThat(messageOf(written)).isEqualTo("🙂\ufffd \ufffd 🙂\ufffd");
    }

    @Test
    void namesAreEscapedToo() throws IOException {
        assertThat(Json.parse(lineOf(1, Event.output("a\"b\\", 1, "x", 0, 0))))
                .extracting("startup")
                .extracting("module")
                .isEqualTo("a\"b\\");
    }

    private static String messageOf(String line) throws IOException {
        return Json.parse(line) instanceof Map<?, ?> document ? String.valueOf(document.get("message")) : "";
    }
}
