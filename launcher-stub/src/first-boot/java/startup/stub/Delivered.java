package startup.stub;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import startup.base.Json;

/** What lies in the bucket of logs: verdicts, and the events of the segments in the order of their names. */
final class Delivered {
    private final Map<String, String> texts = new TreeMap<>();

    void add(String key, byte[] content) throws IOException {
        texts.put(key, key.endsWith(".gz") ? unzipped(content) : new String(content, StandardCharsets.UTF_8));
    }

    private static String unzipped(byte[] content) throws IOException {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    List<String> names() {
        return List.copyOf(texts.keySet());
    }

    /** The documents below {@code verdicts/}. */
    List<String> verdicts() {
        return texts.keySet().stream()
                .filter(name -> name.contains("/verdicts/"))
                .map(name -> texts.getOrDefault(name, ""))
                .toList();
    }

    /** The numbers of all events. */
    List<Long> sequence() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (Map<?, ?> event : events()) {
            if (object(event.get("event")).get("sequence") instanceof Long number) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** What this module printed. */
    List<String> printed(String module) throws IOException {
        List<String> messages = new ArrayList<>();
        for (Map<?, ?> event : events()) {
            if ("module.output".equals(object(event.get("event")).get("action"))
                    && module.equals(object(event.get("startup")).get("module"))) {
                messages.add(String.valueOf(event.get("message")));
            }
        }
        return messages;
    }

    private List<Map<?, ?>> events() throws IOException {
        List<Map<?, ?>> events = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (text.getKey().contains("/events/")) {
                for (String line : text.getValue().lines().toList()) {
                    events.add(object(Json.parse(line)));
                }
            }
        }
        return events;
    }

    private static Map<?, ?> object(@Nullable Object tree) {
        return tree instanceof Map<?, ?> map ? map : Map.of();
    }
}
