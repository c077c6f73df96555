package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;

class SelectionTest {
    @TempDir
    Path folder;

    private Plan plan = new Plan(Path.of("/"), List.of());

    @BeforeEach
    void aBundleWithTwoBranches() throws IOException {
        plan = new BundleFolder(folder)
                .module("app", "requires: [db]\nafter: [hostname]")
                .module("db", "requires: [disk]")
                .module("disk", "requires: []")
                .module("hostname", "requires: []")
                .module("motd")
                .plan();
        assertThat(BundleFolder.names(plan)).containsExactly("disk", "db", "hostname", "app", "motd");
    }

    @Test
    void allIsThePlanAsItIs() throws AgentException {
        assertThat(Selection.ALL.apply(plan)).isSameAs(plan);
    }

    @Test
    void onlyDrawsInWhatIsRequiredAndNothingElse() throws AgentException {
        Plan chosen = apply(List.of("app"), List.of());
        assertThat(BundleFolder.names(chosen)).containsExactly("disk", "db", "app");
        assertThat(BundleFolder.named(chosen, "app").waitsFor()).containsExactly("db");
        assertThat(chosen.folder()).isEqualTo(plan.folder());
    }

    @Test
    void onlyAModuleWithoutRequirementsIsItAlone() throws AgentException {
        Plan chosen = apply(List.of("motd"), List.of());
        assertThat(BundleFolder.names(chosen)).containsExactly("motd");
        assertThat(chosen.modules().get(0).waitsFor()).isEmpty();
    }

    @Test
    void whoRequiresWhatIsSkippedGoesAheadAndKeepsItsPlace() throws AgentException {
        Plan chosen = apply(List.of(), List.of("db"));
        assertThat(BundleFolder.names(chosen)).containsExactly("disk", "hostname", "app", "motd");
        assertThat(BundleFolder.named(chosen, "app").requires()).isEmpty();
        assertThat(BundleFolder.named(chosen, "app").waitsFor()).containsExactly("disk", "hostname");
        assertThat(BundleFolder.named(plan, "app").requires()).containsExactly("db");
    }

    @Test
    void whatOnlyASkippedModuleRequiresIsNotDrawnIn() throws AgentException {
        assertThat(BundleFolder.names(apply(List.of("app"), List.of("db")))).containsExactly("app");
    }

    @Test
    void modulesWithoutManifestKeepTheirOrderAroundWhatIsLeftOut() throws IOException {
        Path other = folder.resolve("other");
        Plan loop = new BundleFolder(other).module("a").module("b").module("c").plan();
        Plan chosen = new Selection(List.of(), List.of("b")).apply(loop);
        assertThat(BundleFolder.named(chosen, "c").waitsFor()).containsExactly("a");
        assertThat(new PlanText(chosen).write()).contains("waits for a (by name)");
    }

    @Test
    void unknownNamesAreRefusedAllAtOnceWithTheNearest() {
        assertThatThrownBy(() -> apply(List.of("ap"), List.of("dbb", "nothing-like-it")))
                .hasMessageStartingWith("The choice of modules cannot be followed: ")
                .hasMessageContaining(
                        "(1) --only names 'ap', which is not in the bundle; the nearest module is 'app'; ")
                .hasMessageContaining(
                        "(2) --skip names 'dbb', which is not in the bundle; the nearest module is 'db'; ")
                .hasMessageContaining("(3) --skip names 'nothing-like-it'");
    }

    @Test
    void aNameInBothListsIsRefused() {
        assertThatThrownBy(() -> apply(List.of("app"), List.of("app")))
                .hasMessageContaining("'app' is named by --only and by --skip");
    }

    @Test
    void skippingEverythingIsRefused() {
        assertThatThrownBy(() -> apply(List.of(), BundleFolder.names(plan)))
                .hasMessageContaining("--skip leaves no module");
    }

    private Plan apply(List<String> only, List<String> skip) throws AgentException {
        return new Selection(only, skip).apply(plan);
    }
}
