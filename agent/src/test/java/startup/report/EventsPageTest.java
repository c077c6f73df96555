package startup.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import startup.base.Json;

/** Holds docs/events.md to the code. What an event looks like is held by {@code EventLineTest}. */
class EventsPageTest {
    private static List<String> examples() throws IOException {
        return Files.readString(Path.of("..", "docs", "events.md"))
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
    }

    @Test
    void theEventOfThePageHasTheFieldsThatThePageExplains() throws IOException {
        assertThat(Json.parse(examples().get(0)))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys("@timestamp", "log", "message", "event", "cloud", "startup")
                .containsEntry("startup", Map.of("run", "ID", "module", "redis", "attempt", 1L));
    }

    @Test
    void theVerdictOfThePageIsReadAndWrittenAsItStands() throws IOException {
        String example = examples().get(1);
        assertThat(VerdictDocument.parse(example).toJson()).isEqualTo(example);
    }
}
