package startup.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.Json;
import startup.log.UtcMillis;

/**
 * That a run has begun: {@code started.json} in its folder, and under {@code started/} in S3, by which a machine that
 * never comes to a verdict is missed. Source: DESIGN, "Plan, verdict, event"; for its readers, docs/events.md.
 *
 * @param instance the instance id, where metadata told it
 * @param url the bundle's location, without query
 * @param agent the agent's version
 */
public record StartedDocument(
        String run, Instant started, Optional<String> instance, String host, String url, String agent) {
    private static final long VERSION = 1;

    /** One line, with its line end. */
    public byte[] bytes() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("run", run);
        json.put("started", UtcMillis.format(started));
        json.put("instance", instance.orElse(null));
        json.put("host", host);
        json.put("bundle", Map.of("url", url));
        json.put("agent", agent);
        return (Json.write(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
