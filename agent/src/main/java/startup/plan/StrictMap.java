package startup.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.base.HumanDuration;
import startup.base.NearestName;

/**
 * One map of a manifest, read strictly: a key that is unknown or stated twice and a value of the wrong type are
 * problems, and none is guessed at. What has a problem counts as not stated, so that reading goes on to the next one.
 */
final class StrictMap {
    private static final String DURATION = "a duration such as 500ms, 90s, 15m or 12h";

    private final Map<String, YamlNode> values = new HashMap<>();
    private final String prefix;
    private final ManifestProblems problems;

    /** @param prefix what precedes a key when it is named: {@code retry.} */
    StrictMap(List<YamlNode.Entry> entries, String prefix, List<String> known, ManifestProblems problems) {
        this.prefix = prefix;
        this.problems = problems;
        for (YamlNode.Entry entry : entries) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                unknown(entry.key(), known);
            } else if (values.putIfAbsent(key, entry.value()) != null) {
                problems.at(entry.key(), "'" + prefix + key + "' is stated twice");
            }
        }
    }

    private void unknown(YamlNode.Scalar key, List<String> known) {
        String nearest = NearestName.to(key.text(), known).orElse("");
        String unknown = ManifestProblems.quoted(prefix + key.text());
        problems.at(key, "unknown key " + unknown + ", the nearest known one is '" + prefix + nearest + "'");
    }

    Optional<String> text(String key) {
        return scalar(key, YamlNode.Type.TEXT, "text, in quotes if it looks like something else");
    }

    boolean truth(String key, boolean fallback) {
        return scalar(key, YamlNode.Type.TRUTH, "true or false")
                .map(Boolean::parseBoolean)
                .orElse(fallback);
    }

    /** A whole number in a range. */
    int whole(String key, int least, int most, int fallback) {
        String expected = "a whole number from " + least + " to " + most;
        Optional<String> text = scalar(key, YamlNode.Type.NUMBER, expected);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notWhole) {
            // falls through to the same words
        }
        wrong(key, expected);
        return fallback;
    }

    /** A span of time, zero included. */
    Optional<Duration> duration(String key) {
        Optional<String> text = scalar(key, YamlNode.Type.TEXT, DURATION);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HumanDuration.parse(text.get()));
        } catch (IllegalArgumentException e) {
            wrong(key, DURATION);
            return Optional.empty();
        }
    }

    /** A span of time that is more than zero. */
    Optional<Duration> positiveDuration(String key) {
        Optional<Duration> span = duration(key);
        if (span.isPresent() && span.get().isZero()) {
            wrong(key, "more than no time");
            return Optional.empty();
        }
        return span;
    }

    /**
     * Words, each once, in the order in which they are written.
     *
     * @param of what the words name, for people: {@code module names}
     */
    Optional<List<String>> list(String key, String of) {
        YamlNode value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        return new WordList(prefix + key, of, problems).read(value);
    }

    /** A map within the map, as if it were empty where it is not stated. */
    StrictMap map(String key, List<String> known, String form) {
        return new StrictMap(entries(key, form), prefix + key + ".", known, problems);
    }

    /**
     * What a map within the map holds; nothing if it is not stated.
     *
     * @param form an example of such a map
     */
    List<YamlNode.Entry> entries(String key, String form) {
        YamlNode value = values.get(key);
        if (value instanceof YamlNode.Mapping inner) {
            return inner.entries();
        }
        if (value != null) {
            problems.wrong(value, prefix + key, "a map", "; write " + key + ": " + form);
        }
        return List.of();
    }

    private Optional<String> scalar(String key, YamlNode.Type type, String expected) {
        YamlNode value = values.get(key);
        if (value instanceof YamlNode.Scalar scalar && scalar.type() == type) {
            return Optional.of(scalar.text());
        }
        wrong(key, expected);
        return Optional.empty();
    }

    /** Says that the longest pause is shorter than the first, which the keys backoff and max alone do not show. */
    void wrongPauses(Duration backoff, Duration max) {
        YamlNode place = values.containsKey("max") ? values.get("max") : values.get("backoff");
        if (place != null) {
            problems.at(
                    place,
                    prefix + "max (" + HumanDuration.format(max) + ") must not be less than " + prefix + "backoff ("
                            + HumanDuration.format(backoff) + ")");
        }
    }

    /** Says what was expected of a key, if it is stated at all. */
    void wrong(String key, String expected) {
        YamlNode value = values.get(key);
        if (value != null) {
            problems.wrong(value, prefix + key, expected, "");
        }
    }
}
