package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import startup.base.AgentException;
import startup.base.HumanDuration;

/** The page for module authors says what the code does. */
class ModuleYamlPageTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z.]+)` \\| (`([^`]*)`|none|not stated) \\|", Pattern.MULTILINE);
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final String page;

    ModuleYamlPageTest() throws IOException {
        page = Files.readString(Path.of("../docs/module-yaml.md"));
    }

    @Test
    void everyKeyHasARowAndNoOther() {
        List<String> keys = new ArrayList<>(ManifestReader.KEYS);
        keys.removeAll(List.of("retry", "check"));
        ManifestReader.RETRY_KEYS.forEach(key -> keys.add("retry." + key));
        ManifestReader.CHECK_KEYS.forEach(key -> keys.add("check." + key));
        assertThat(defaults().keySet()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void theDefaultsAreThoseOfTheCode() {
        Map<String, String> defaults = defaults();
        Manifest manifest = Manifest.DEFAULTS;
        assertThat(defaults)
                .containsEntry("description", "none")
                .containsEntry("requires", "not stated")
                .containsEntry("after", "not stated")
                .containsEntry("locks", manifest.locks().toString())
                .containsEntry("essential", String.valueOf(manifest.essential()))
                .containsEntry("retry.attempts", String.valueOf(manifest.retry().attempts()))
                .containsEntry("when", manifest.when().word())
                .containsEntry("trace", String.valueOf(manifest.trace()))
                .containsEntry("env", manifest.env().toString());
        assertThat(manifest.statesOrder()).isFalse();
        assertThat(duration(defaults, "timeout")).isEqualTo(Manifest.DEFAULT_TIMEOUT);
        assertThat(duration(defaults, "retry.backoff"))
                .isEqualTo(manifest.retry().backoff());
        assertThat(duration(defaults, "retry.max")).isEqualTo(manifest.retry().max());
        assertThat(duration(defaults, "check.interval")).isEqualTo(manifest.checkInterval());
    }

    @Test
    void theLimitsAreThoseOfTheCode() {
        assertThat(page.replace('\n', ' '))
                .contains("| 1 to " + Manifest.Retry.MOST_ATTEMPTS + ", the first attempt included |")
                .contains("of at most " + ManifestFile.MOST_BYTES / 1024 + " KiB, " + YamlTree.MOST_LEVELS
                        + " levels and " + YamlTree.MOST_ALIASES + " aliases");
    }

    @Test
    void everyExampleIsAManifest() throws AgentException {
        List<String> examples =
                EXAMPLE.matcher(page).results().map(match -> match.group(1)).toList();
        assertThat(examples).hasSize(4);
        Problems problems = new Problems();
        for (String example : examples) {
            new ManifestReader(new ManifestProblems(problems, "docs")).read(example);
        }
        problems.throwIfAny("the page", "none");
        assertThat(examples.get(0).lines().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactlyElementsOf(ManifestReader.KEYS);
    }

    private Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        Matcher rows = ROW.matcher(page);
        for (MatchResult row : rows.results().toList()) {
            defaults.put(row.group(1), row.group(3) == null ? row.group(2) : row.group(3));
        }
        return defaults;
    }

    private static Duration duration(Map<String, String> defaults, String key) {
        return HumanDuration.parse(defaults.getOrDefault(key, ""));
    }
}
