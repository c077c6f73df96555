package startup.plan;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one {@code module.yaml}. It is strict, for a manifest that is not quite understood would make a machine that is
 * not quite right. Source: DESIGN, "module.yaml"; for authors: docs/module-yaml.md.
 *
 * <p>This class and those that it uses are loaded only when a bundle has a manifest: the YAML library costs a cold start
 * more than all the rest of planning.
 */
final class ManifestReader {
    static final List<String> KEYS = List.of(
            "description",
            "requires",
            "after",
            "locks",
            "essential",
            "timeout",
            "retry",
            "check",
            "when",
            "trace",
            "env");
    static final List<String> RETRY_KEYS = List.of("attempts", "backoff", "max");
    static final List<String> CHECK_KEYS = List.of("interval");

    private final ManifestProblems problems;

    ManifestReader(ManifestProblems problems) {
        this.problems = problems;
    }

    /** What the text says; where it has a problem, the default. */
    Manifest read(String text) {
        try {
            Optional<YamlNode> root = YamlTree.of(text);
            if (root.isEmpty() || root.get().isNothing()) {
                return Manifest.DEFAULTS;
            }
            if (root.get() instanceof YamlNode.Mapping map) {
                return manifest(new StrictMap(map.entries(), "", KEYS, problems));
            }
            problems.at(
                    root.get(),
                    "must be a map of keys such as description: TEXT, not "
                            + root.get().shown());
        } catch (YamlFault e) {
            problems.at(e.line(), e.column(), String.valueOf(e.getMessage()));
        }
        return Manifest.DEFAULTS;
    }

    private Manifest manifest(StrictMap map) {
        return new Manifest(
                map.text("description"),
                map.list("requires", "module names"),
                map.list("after", "module names"),
                locks(map),
                map.truth("essential", Manifest.DEFAULTS.essential()),
                map.positiveDuration("timeout"),
                retry(map.map("retry", RETRY_KEYS, "{attempts: 3}")),
                checkInterval(map.map("check", CHECK_KEYS, "{interval: 5s}")),
                when(map),
                map.truth("trace", Manifest.DEFAULTS.trace()),
                env(map));
    }

    private static Set<String> locks(StrictMap map) {
        return new LinkedHashSet<>(map.list("locks", "lock names").orElse(List.of()));
    }

    private static Manifest.Retry retry(StrictMap map) {
        Manifest.Retry defaults = Manifest.Retry.DEFAULTS;
        int attempts = map.whole("attempts", 1, Manifest.Retry.MOST_ATTEMPTS, defaults.attempts());
        Duration backoff = map.duration("backoff").orElse(defaults.backoff());
        Duration max = map.duration("max").orElse(defaults.max());
        if (max.compareTo(backoff) >= 0) {
            return new Manifest.Retry(attempts, backoff, max);
        }
        map.wrongPauses(backoff, max);
        return defaults;
    }

    private static Duration checkInterval(StrictMap map) {
        return map.positiveDuration("interval").orElse(Manifest.DEFAULT_CHECK_INTERVAL);
    }

    private static Manifest.When when(StrictMap map) {
        Optional<String> word = map.text("when");
        for (Manifest.When when : Manifest.When.values()) {
            if (word.isPresent() && word.get().equals(when.word())) {
                return when;
            }
        }
        if (word.isPresent()) {
            map.wrong("when", "once or every-boot");
        }
        return Manifest.DEFAULTS.when();
    }

    private Map<String, String> env(StrictMap map) {
        return new EnvReader(problems).read(map.entries("env", "{NAME: value}"));
    }
}
