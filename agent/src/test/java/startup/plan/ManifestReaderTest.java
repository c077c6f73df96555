package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;

class ManifestReaderTest {
    @Test
    void everyKeyIsRead() throws AgentException {
        Manifest manifest = read("""
                description: RabbitMQ broker
                requires: [erlang]
                after: [hostname]
                locks: [packages, dpkg]
                essential: false
                timeout: 15m
                retry: {attempts: 3, backoff: 10s, max: 2m}
                check: {interval: 500ms}
                when: every-boot
                trace: true
                env: {RABBITMQ_NODENAME: rabbit@localhost}
                """);
        assertThat(manifest)
                .isEqualTo(new Manifest(
                        Optional.of("RabbitMQ broker"),
                        Optional.of(List.of("erlang")),
                        Optional.of(List.of("hostname")),
                        Set.of("packages", "dpkg"),
                        false,
                        Optional.of(Duration.ofMinutes(15)),
                        new Manifest.Retry(3, Duration.ofSeconds(10), Duration.ofMinutes(2)),
                        Duration.ofMillis(500),
                        Manifest.When.EVERY_BOOT,
                        true,
                        Map.of("RABBITMQ_NODENAME", "rabbit@localhost")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "# nothing\n", "---\n", "~", "{}", "\uFEFF# with a byte order mark", "---\n...\n"})
    void aManifestThatSaysNothingHasAllDefaults(String text) throws AgentException {
        assertThat(read(text.startsWith("\uFEFF") ? text.substring(1) : text)).isEqualTo(Manifest.DEFAULTS);
    }

    @Test
    void aDefaultInHalfAMapIsKept() throws AgentException {
        assertThat(read("retry: {attempts: 7}").retry())
                .isEqualTo(new Manifest.Retry(7, Duration.ofSeconds(10), Duration.ofMinutes(2)));
        assertThat(read("retry: {backoff: 0s}").retry().backoff()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "010, 010",
                "1.10, 1.10",
                "0x1F, 0x1F",
                "1e3, 1e3",
                "true, true",
                "True, True",
                "yes, yes",
                "'007', 007",
                "\"a\\tb\", `a\tb`",
                "\"\", ``",
                "'null', null",
                "a # comment, a",
                "12:30, 12:30",
                "2026-11-22, 2026-11-22",
                "!!str 5, 5"
            })
    void aVariableHasTheTextAsItIsWritten(String written, String value) throws AgentException {
        assertThat(read("env:\n  A: " + written).env()).containsExactly(Map.entry("A", value));
    }

    @Test
    void variablesAndLocksKeepTheOrderInWhichTheyAreWritten() throws AgentException {
        Manifest manifest = read("env: {Z: 1, _a: 2, M: 3}\nlocks: [z, a, z, m]");
        assertThat(manifest.env().keySet()).containsExactly("Z", "_a", "M");
        assertThat(manifest.locks()).containsExactly("z", "a", "m");
    }

    @Test
    void aNameThatIsListedTwiceCountsOnce() throws AgentException {
        assertThat(read("requires: [a, b, a]").requires()).contains(List.of("a", "b"));
    }

    @Test
    void anEmptyListIsStatedAndAMissingOneIsNot() throws AgentException {
        assertThat(read("requires: []").requires()).contains(List.of());
        assertThat(read("requires: []").after()).isEmpty();
        assertThat(read("requires: []").statesOrder()).isTrue();
        assertThat(read("after: []").statesOrder()).isTrue();
        assertThat(read("trace: true").statesOrder()).isFalse();
    }

    @Test
    void anAliasStandsForWhatItsAnchorNamed() throws AgentException {
        assertThat(read("requires: &names [a, b]\nafter: *names").after()).contains(List.of("a", "b"));
    }

    @Test
    void linesMayEndAsOnWindows() throws AgentException {
        assertThat(read("trace: true\r\nessential: false\r\n").essential()).isFalse();
    }

    private static Manifest read(String text) throws AgentException {
        Problems problems = new Problems();
        Manifest manifest = new ManifestReader(new ManifestProblems(problems, "m")).read(text);
        problems.throwIfAny("manifest", "none");
        return manifest;
    }
}
