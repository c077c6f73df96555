package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** Every way to get a manifest wrong, and what its author is told. */
class BadManifestTest {
    private static final String DURATION = "a duration such as 500ms, 90s, 15m or 12h";

    @TempDir
    Path folder;

    static Stream<Arguments> faults() {
        return Stream.of(
                // keys
                fault("requries: [a]", "1:1: unknown key 'requries', the nearest known one is 'requires'"),
                fault(
                        "\ndescription: x\nTimeOut: 1s",
                        "3:1: unknown key 'TimeOut', the nearest known one is 'timeout'"),
                fault(
                        "retry: {atempts: 3}",
                        "1:9: unknown key 'retry.atempts', the nearest known one is 'retry.attempts'"),
                fault(
                        "check:\n  intervall: 2s",
                        "2:3: unknown key 'check.intervall', the nearest known one is 'check.interval'"),
                fault("trace: true\ntrace: false", "2:1: 'trace' is stated twice"),
                fault("retry: {max: 1h, max: 2h}", "1:18: 'retry.max' is stated twice"),
                fault("env: {A: 1, A: 2}", "1:13: 'env.A' is stated twice"),
                fault("<<: {trace: true}", "1:1: unknown key '<<', the nearest known one is 'env'"),
                fault("[a]: b", "1:1: a key must be a single word"),
                fault(
                        "x".repeat(50) + ": 1",
                        "1:1: unknown key '" + "x".repeat(40) + "…', the nearest known one is 'description'"),
                // lists
                fault(
                        "requires: erlang",
                        "1:11: requires must be a list of module names, not the text 'erlang'; write requires: [erlang]"),
                fault("requires:", "1:10: requires must be a list of module names, not nothing; write requires: []"),
                fault("after: {a: b}", "1:8: after must be a list of module names, not a map; write after: [NAME]"),
                fault("locks: 7", "1:8: locks must be a list of lock names, not the number 7; write locks: [7]"),
                fault(
                        "requires: [10]",
                        "1:12: requires must be a list of module names, not the number 10; write \"10\""),
                fault("requires: [a, [b]]", "1:15: requires must be a list of module names, not a list"),
                fault("requires: [a, '']", "1:15: requires must be a list of module names, not the text ''"),
                fault("after:\n- true", "2:3: after must be a list of module names, not true; write \"true\""),
                // single values
                fault(
                        "description: [a]",
                        "1:14: description must be text, in quotes if it looks like something else, not a list"),
                fault(
                        "description: 1.0",
                        "1:14: description must be text, in quotes if it looks like something else, not the number 1.0"),
                fault("essential: yes", "1:12: essential must be true or false, not the text 'yes'"),
                fault("essential: 'true'", "1:12: essential must be true or false, not the text 'true'"),
                fault("trace: 1", "1:8: trace must be true or false, not the number 1"),
                fault("when: daily", "1:7: when must be once or every-boot, not the text 'daily'"),
                fault("when: true", "1:7: when must be text, in quotes if it looks like something else, not true"),
                // durations
                fault("timeout: 90", "1:10: timeout must be " + DURATION + ", not the number 90"),
                fault("timeout: 15 minutes", "1:10: timeout must be " + DURATION + ", not the text '15 minutes'"),
                fault("timeout: 0s", "1:10: timeout must be more than no time, not the text '0s'"),
                fault("timeout: -1s", "1:10: timeout must be " + DURATION + ", not the text '-1s'"),
                fault("timeout: ~", "1:10: timeout must be " + DURATION + ", not nothing"),
                fault("check: {interval: 0ms}", "1:19: check.interval must be more than no time, not the text '0ms'"),
                fault("check: 2s", "1:8: check must be a map, not the text '2s'; write check: {interval: 5s}"),
                // retry
                fault("retry: 3", "1:8: retry must be a map, not the number 3; write retry: {attempts: 3}"),
                fault(
                        "retry: {attempts: 0}",
                        "1:19: retry.attempts must be a whole number from 1 to 100, not the number 0"),
                fault(
                        "retry: {attempts: 101}",
                        "1:19: retry.attempts must be a whole number from 1 to 100, not the number 101"),
                fault(
                        "retry: {attempts: 2.5}",
                        "1:19: retry.attempts must be a whole number from 1 to 100, not the number 2.5"),
                fault(
                        "retry: {attempts: '3'}",
                        "1:19: retry.attempts must be a whole number from 1 to 100, not the text '3'"),
                fault(
                        "retry: {attempts: 99999999999}",
                        "1:19: retry.attempts must be a whole number from 1 to 100, not the number 99999999999"),
                fault(
                        "retry: {backoff: 10s, max: 5s}",
                        "1:28: retry.max (5.0 s) must not be less than retry.backoff (10.0 s)"),
                fault("retry: {backoff: 5m}", "1:18: retry.max (2 min) must not be less than retry.backoff (5 min)"),
                // env
                fault("env: [A]", "1:6: env must be a map, not a list; write env: {NAME: value}"),
                fault("env: {A-B: x}", "1:7: 'env.A-B' is no name of a variable, which has letters, digits and _ only"),
                fault("env: {1A: x}", "1:7: 'env.1A' is no name of a variable, which has letters, digits and _ only"),
                fault("env: {'': x}", "1:7: 'env.' is no name of a variable, which has letters, digits and _ only"),
                fault("env: {É: x}", "1:7: 'env.É' is no name of a variable, which has letters, digits and _ only"),
                fault("env: {A: [s3cr3t]}", "1:10: 'env.A' must be a single value, not a list"),
                fault("env: {A: }", "1:9: 'env.A' has no value; write \"\" for an empty one"),
                fault("env: {A: \"x\\0y\"}", "1:10: 'env.A' holds a NUL character, which no variable can"),
                fault(
                        "env: {STARTUP_RUN_ID: x}",
                        "1:7: 'env.STARTUP_RUN_ID' is reserved: names that begin STARTUP_ are the agent's own"),
                // YAML
                fault("env:\n\tA: b", "2:1: a tab; YAML is indented by spaces only"),
                fault("requires: [a", "1:13: not YAML 1.2: "),
                fault("description: \"open", "1:19: not YAML 1.2: "),
                fault("description: a: b", "1:15: not YAML 1.2: "),
                fault("description: \u0001", "1:14: a character that YAML does not allow, U+0001"),
                fault("trace: true\n---\ntrace: true", "2:1: a second document begins; a manifest is one"),
                fault("- a", "1:1: must be a map of keys such as description: TEXT, not a list"),
                fault("erlang", "1:1: must be a map of keys such as description: TEXT, not the text 'erlang'"),
                fault("description: !!int 5", "1:14: the tag tag:yaml.org,2002:int has no meaning in a manifest"),
                fault(
                        "env: !!java.util.Properties {A: b}",
                        "1:6: the tag tag:yaml.org,2002:java.util.Properties has no"),
                fault("requires: *a", "1:11: the alias *a stands before the end of its anchor, or has none"),
                fault("requires: &a [*a]", "1:15: the alias *a stands before the end of its anchor, or has none"),
                fault("requires: [&a x" + ", *a".repeat(51) + "]", "1:218: more than 50 aliases"),
                fault("requires: " + "[".repeat(60_000), "1:18: nested deeper than 8 levels"));
    }

    private static Arguments fault(String manifest, String message) {
        return Arguments.of(manifest, message);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theAuthorIsToldWhereAndWhatIsExpected(String manifest, String message) throws IOException {
        BundleFolder bundle = new BundleFolder(folder).module("redis", manifest);
        AgentException error = refused(bundle);
        assertThat(error.why()).contains("redis/module.yaml:" + message).doesNotContain("s3cr3t", "\n");
        assertThat(error.getMessage()).startsWith("The bundle's modules make no plan: ");
    }

    @Test
    void allFaultsOfAllManifestsAreToldAtOnce() throws IOException {
        BundleFolder bundle = new BundleFolder(folder)
                .module("a", "timeout: 1\ntrce: true\nrequires: [b, nowhere]")
                .module("b", "requires: [a, b]")
                .module("c", "]");
        assertThat(refused(bundle).why())
                .startsWith("(1) a/module.yaml:2:1: unknown key 'trce'")
                .contains("; (2) a/module.yaml:1:10: timeout must be ")
                .contains("; (3) c/module.yaml:1:1: not YAML 1.2: ")
                .contains(
                        "; (4) a/module.yaml: requires 'nowhere', which is not in the bundle; the nearest module is 'b'")
                .contains("; (5) b/module.yaml: requires names the module itself")
                .endsWith("; (6) modules that wait for each other in a circle: a -> b -> a");
    }

    @Test
    void whatNobodyWouldReadIsOnlyCounted() throws IOException {
        StringBuilder manifest = new StringBuilder("requires:\n");
        for (int i = 0; i < 70; i++) {
            manifest.append("- missing").append(i).append('\n');
        }
        assertThat(refused(new BundleFolder(folder).module("a", manifest.toString()))
                        .why())
                .contains("; (50) ")
                .endsWith("; and 20 more");
    }

    @Test
    void aManifestThatIsNoUtf8IsRefused() throws IOException {
        BundleFolder bundle = new BundleFolder(folder).module("a");
        Files.write(folder.resolve("a/module.yaml"), new byte[] {'#', (byte) 0xe9, '\n'});
        assertThat(refused(bundle).why()).isEqualTo("a/module.yaml is not UTF-8 text");
    }

    @Test
    void aManifestThatIsTooLargeIsRefusedAndOneThatJustFitsIsNot() throws IOException {
        String comment = "#" + "x".repeat(ManifestFile.MOST_BYTES - 1);
        assertThat(new BundleFolder(folder).module("a", comment).plan().modules())
                .hasSize(1);
        BundleFolder bundle = new BundleFolder(folder).module("a", comment + "x");
        assertThat(refused(bundle).why()).isEqualTo("a/module.yaml is larger than 64 KiB");
    }

    @Test
    void aManifestThatIsNoFileIsRefused() throws IOException {
        BundleFolder bundle = new BundleFolder(folder).module("a").module("b");
        Files.createDirectory(folder.resolve("a/module.yaml"));
        Files.createSymbolicLink(folder.resolve("b/module.yaml"), Path.of("nowhere"));
        assertThat(refused(bundle).why()).isEqualTo("(1) a/module.yaml is not a file; (2) b/module.yaml is not a file");
    }

    private static AgentException refused(BundleFolder bundle) {
        AgentException error = catchThrowableOfType(AgentException.class, bundle::plan);
        assertThat(error).isNotNull();
        assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
        return error;
    }
}
