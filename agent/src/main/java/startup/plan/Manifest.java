package startup.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a module's {@code module.yaml} says, with the defaults filled in where a default does not depend on anything
 * else. Source: DESIGN, "module.yaml"; for authors: docs/module-yaml.md.
 *
 * @param requires empty if the manifest does not state it; an empty list states that it waits for none
 * @param after likewise
 * @param locks in the order in which they are written
 * @param timeout the limit of one attempt, if stated; more than zero
 * @param checkInterval more than zero
 * @param trace whether the line is to be named on which {@code start-up.sh} failed
 * @param env in the order in which it is written
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
    /** The limit of one attempt of a module with a manifest, if neither that nor the command line states one. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    /** The pause between two runs of {@code check.sh}. */
    public static final Duration DEFAULT_CHECK_INTERVAL = Duration.ofSeconds(2);

    /** A manifest that says nothing: an empty {@code module.yaml}. */
    public static final Manifest DEFAULTS = new Manifest(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            true,
            Optional.empty(),
            Retry.DEFAULTS,
            DEFAULT_CHECK_INTERVAL,
            When.ONCE,
            true,
            Map.of());

    public Manifest {
        requires = requires.map(List::copyOf);
        after = after.map(List::copyOf);
        locks = Collections.unmodifiableSet(new LinkedHashSet<>(locks));
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** Whether it states what the module waits for; otherwise that follows from the names. */
    boolean statesOrder() {
        return requires.isPresent() || after.isPresent();
    }

    Manifest requiring(List<String> others) {
        return new Manifest(
                description,
                Optional.of(others),
                after,
                locks,
                essential,
                timeout,
                retry,
                checkInterval,
                when,
                trace,
                env);
    }

    /**
     * How often a failed attempt is followed by another.
     *
     * @param attempts 1 to {@link #MOST_ATTEMPTS}, the first one included
     * @param backoff the pause after the first failure, doubled after each further one; zero or more
     * @param max the longest pause; not shorter than {@code backoff}
     */
    public record Retry(int attempts, Duration backoff, Duration max) {
        /** More often would hide a fault rather than get over it. */
        public static final int MOST_ATTEMPTS = 100;

        public static final Retry DEFAULTS = new Retry(1, Duration.ofSeconds(10), Duration.ofMinutes(2));
    }

    /** Whether a module that succeeded on this machine is run again. */
    public enum When {
        /** Once per content. */
        ONCE("once"),
        /** Once per boot of the machine. */
        EVERY_BOOT("every-boot");

        private final String word;

        When(String word) {
            this.word = word;
        }

        /** As it is written in manifests and in JSON. */
        public String word() {
            return word;
        }
    }
}
