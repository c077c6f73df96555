package startup.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a module's {@code module.yaml} says, with the defaults filled in where a default does not depend on anything
 * else. Source: DESIGN, "module.yaml".
 *
 * @param requires empty if the manifest does not state it; an empty list states that it waits for none
 * @param after likewise
 * @param timeout the limit of one attempt, if stated
 */
public record Manifest(
        Optional<String> description,
        Optional<List<String>> requires,
        Optional<List<String>> after,
        Set<String> locks,
        boolean essential,
        Optional<Duration> timeout,
        Retry retry,
        Duration checkInterval,
        When when,
        boolean trace,
        Map<String, String> env) {

    /** How often a failed attempt is followed by another; at least one attempt. {@code max} is the longest pause. */
    public record Retry(int attempts, Duration backoff, Duration max) {}

    /** Whether a module that succeeded on this machine is run again. */
    public enum When {
        /** Once per content. */
        ONCE,
        /** Once per boot of the machine. */
        EVERY_BOOT
    }
}
