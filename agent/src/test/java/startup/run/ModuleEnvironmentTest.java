package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import startup.plan.PlannedModule;

class ModuleEnvironmentTest {
    private static final RunId RUN = RunId.at(Instant.EPOCH, new Random(1));

    private static Map<String, String> of(Map<String, String> given, Map<String, String> manifest) {
        ModuleEnvironment environment = new ModuleEnvironment(
                given,
                Set.of("BUNDLE_PASSWORD"),
                Path.of("/root"),
                Map.of("STARTUP_REGION", "eu-west-1", "LEVEL", "metadata"),
                Map.of("LEVEL", "operator"),
                RUN,
                Path.of("/b"));
        PlannedModule module = new PlannedModule(
                "web",
                Path.of("/b/web"),
                Optional.of(Manifests.usual().env(manifest).done()),
                List.of(),
                Optional.empty());
        return environment.of(module, 2);
    }

    @Test
    void whatWasMeantForTheAgentAloneIsNotInherited() {
        assertThat(of(
                        Map.of(
                                "STARTUP_OPT_BUNDLE", "https://x/?token",
                                "BUNDLE_PASSWORD", "secret",
                                "JAVA_TOOL_OPTIONS", "-Xmx64m",
                                "JDK_JAVA_OPTIONS", "-Xmx64m",
                                "_JAVA_OPTIONS", "-Xmx64m",
                                "JAVA_HOME", "/java"),
                        Map.of()))
                .doesNotContainKeys(
                        "STARTUP_OPT_BUNDLE",
                        "BUNDLE_PASSWORD",
                        "JAVA_TOOL_OPTIONS",
                        "JDK_JAVA_OPTIONS",
                        "_JAVA_OPTIONS")
                .containsEntry("JAVA_HOME", "/java");
    }

    @Test
    void aModuleLearnsWhereItIs() {
        assertThat(of(Map.of(), Map.of()))
                .containsAllEntriesOf(Map.of(
                        "STARTUP_MODULE", "web",
                        "STARTUP_ATTEMPT", "2",
                        "STARTUP_BUNDLE_DIR", "/b",
                        "STARTUP_RUN_ID", RUN.toString(),
                        "STARTUP_REGION", "eu-west-1",
                        "PWD", "/b/web",
                        "OLDPWD", "/b"));
    }

    @Test
    void aHomeThatWasGivenStaysAndAMissingOneIsAdded() {
        assertThat(of(Map.of(), Map.of())).containsEntry("HOME", "/root");
        assertThat(of(Map.of("HOME", "/srv"), Map.of())).containsEntry("HOME", "/srv");
    }

    @Test
    void theManifestWinsOverWhatWasGivenAndTheOperatorOverTheManifest() {
        assertThat(of(Map.of("X", "given"), Map.of("X", "manifest", "LEVEL", "manifest")))
                .containsEntry("X", "manifest")
                .containsEntry("LEVEL", "operator");
    }

    @Test
    void theMapThatWasGivenIsNotChanged() {
        Map<String, String> given = new HashMap<>(Map.of("STARTUP_OPT_JOBS", "1"));
        of(given, Map.of());
        assertThat(given).containsExactly(Map.entry("STARTUP_OPT_JOBS", "1"));
    }
}
