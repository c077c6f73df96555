package startup.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import startup.plan.Manifest;

/** A manifest with the usual values but for what a test states. */
final class Manifests {
    private List<String> requires = List.of();
    private Optional<List<String>> after = Optional.empty();
    private Set<String> locks = Set.of();
    private boolean essential = true;
    private Duration timeout = Duration.ofHours(1);
    private Manifest.Retry retry = new Manifest.Retry(1, Duration.ofSeconds(10), Duration.ofMinutes(2));
    private Duration checkInterval = Duration.ofSeconds(2);
    private boolean trace;
    private Map<String, String> env = Map.of();

    static Manifests usual() {
        return new Manifests();
    }

    Manifests requires(String... modules) {
        requires = List.of(modules);
        return this;
    }

    Manifests after(String... modules) {
        after = Optional.of(List.of(modules));
        return this;
    }

    Manifests locks(String... names) {
        locks = Set.of(names);
        return this;
    }

    Manifests notEssential() {
        essential = false;
        return this;
    }

    Manifests timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    Manifests attempts(int attempts) {
        retry = new Manifest.Retry(attempts, retry.backoff(), retry.max());
        return this;
    }

    Manifests backoff(Duration backoff) {
        retry = new Manifest.Retry(retry.attempts(), backoff, retry.max());
        return this;
    }

    Manifests checkInterval(Duration interval) {
        checkInterval = interval;
        return this;
    }

    Manifests env(Map<String, String> variables) {
        env = variables;
        return this;
    }

    Manifests traced() {
        trace = true;
        return this;
    }

    Manifest done() {
        return new Manifest(
                Optional.empty(),
                Optional.of(requires),
                after,
                locks,
                essential,
                Optional.of(timeout),
                retry,
                checkInterval,
                Manifest.When.ONCE,
                trace,
                env);
    }
}
