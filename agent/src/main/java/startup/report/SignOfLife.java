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
 * That a machine is still at work on a run: overwritten under {@code alive/} in S3 every minute. Source: DESIGN, "Plan,
 * verdict, event".
 *
 * @param instance the instance id, where metadata told it
 * @param at by the machine's clock, which may be wrong; the object's own date is the store's
 */
public record SignOfLife(String run, Optional<String> instance, Instant at) {
    private static final long VERSION = 1;

    /** One line, with its line end. */
    public byte[] bytes() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("run", run);
        json.put("instance", instance.orElse(null));
        json.put("at", UtcMillis.format(at));
        return (Json.write(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
