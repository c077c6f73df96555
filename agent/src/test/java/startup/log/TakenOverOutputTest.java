package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Event;
import startup.base.Secret;

/** An agent that goes on with an output tells what the one before it had not told: nothing is missing and nothing double. */
class TakenOverOutputTest {
    private static final String KEY_LINE = "MIIEowIBAAKCAQEAsomethingThatIsNoRealKeyAtAllButLooksLikeOne0123";

    @TempDir
    Path folder;

    private Path output;

    @BeforeEach
    void print() throws IOException {
        output = folder.resolve("1.log");
        StringBuilder text = new StringBuilder("first\n\nschön\r\n");
        text.append("x".repeat(70_000))
                .append(" stirringdullroots ")
                .append("y".repeat(150_000))
                .append('\n');
        text.append("-----BEGIN RSA PRIVATE KEY-----\n");
        text.append((KEY_LINE + "\n").repeat(30));
        text.append("-----END RSA PRIVATE KEY-----\n");
        text.append("z".repeat(LineSplitter.LONGEST - 5)).append(" stirringdullroots\nlast, without an end");
        Files.writeString(output, text);
    }

    /** What a log hears that begins after {@code told}. */
    private List<Event> heard(ToldOutput told) throws IOException {
        List<Event> heard = new ArrayList<>();
        Redactor redactor = new Redactor();
        redactor.conceal(Secret.ofText("stirringdullroots"));
        try (EventLog log = new EventLog(InstantSource.system(), redactor, List.of(new Listener(heard)));
                OutputFollowers followers = new OutputFollowers(log, Long.MAX_VALUE, log::flush)) {
            followers.goOn(output, "m", 1, told).end();
        }
        return heard;
    }

    @Test
    void whereverTheFirstAgentWasKilledTheSecondGoesOnWithTheNextLine() throws IOException {
        Path copy = Files.copy(output, folder.resolve("copy"));
        List<Event> whole = heard(ToldOutput.NOTHING);
        assertThat(texts(whole)).doesNotContain("stirring", KEY_LINE);
        for (int told = 1; told <= whole.size(); told++) {
            Files.copy(copy, output); // who told all of it deleted it
            Event last = whole.get(told - 1);
            List<Event> both = new ArrayList<>(whole.subList(0, told));
            both.addAll(heard(new ToldOutput(last.offset(), last.part())));
            assertThat(texts(both)).as("killed after event %s", told).isEqualTo(texts(whole));
        }
    }

    @Test
    void anOutputThatWasCutToNothingIsToldFromItsBeginning() throws IOException {
        Files.writeString(output, "anew\n", StandardCharsets.UTF_8);
        assertThat(texts(heard(new ToldOutput(70, 0)))).isEqualTo("anew\n");
    }

    private static String texts(List<Event> events) {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append(event.part() > 0 ? "" : "\n").append(event.message());
        }
        return text.substring(1) + "\n";
    }

    private record Listener(List<Event> heard) implements EventSink {
        @Override
        public void accept(LoggedEvent logged) {
            heard.add(logged.event());
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public void close() {}
    }
}
