package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;

class PlannerTest {
    @TempDir
    Path folder;

    @Test
    void withoutManifestsEachWaitsForTheOneBeforeItByName() throws IOException {
        Plan plan = bundle().module("b").module("a").module("c").plan();
        assertThat(BundleFolder.names(plan)).containsExactly("a", "b", "c");
        assertThat(waits(plan)).containsExactly("a []", "b [a]", "c [b]");
        assertThat(plan.folder()).isEqualTo(folder.toAbsolutePath());
        assertThat(plan.modules().get(0).folder()).isEqualTo(folder.resolve("a").toAbsolutePath());
        assertThat(plan.modules()).allMatch(module -> module.manifest().isEmpty());
    }

    @Test
    void aRequiredModuleComesFirstAgainstTheNames() throws IOException {
        Plan plan = bundle().module("app", "requires: [base]").module("base").plan();
        assertThat(waits(plan)).containsExactly("base []", "app [base]");
    }

    @Test
    void anImpliedEdgeThatWouldCloseACircleIsLeftOut() throws IOException {
        Plan plan = bundle().module("a", "requires: [c]")
                .module("b")
                .module("c")
                .module("d")
                .plan();
        // b waits for a by name, a requires c; so c, whose turn is later, waits for neither
        assertThat(waits(plan)).containsExactly("c []", "a [c]", "b [a]", "d [b]");
    }

    @Test
    void anEmptyListStatesThatItWaitsForNone() throws IOException {
        Plan plan = bundle().module("a")
                .module("b", "requires: []")
                .module("c", "after: []")
                .module("d")
                .plan();
        assertThat(waits(plan)).containsExactly("a []", "b []", "c []", "d [a, b, c]");
    }

    @Test
    void whatFollowsFromOthersIsNotWaitedFor() throws IOException {
        Plan plan = bundle().module("a", "requires: []")
                .module("b", "requires: [a]")
                .module("c", "requires: [a, b]\nafter: [a]")
                .plan();
        assertThat(waits(plan)).containsExactly("a []", "b [a]", "c [b]");
        assertThat(BundleFolder.named(plan, "c").requires()).containsExactly("a", "b");
    }

    @Test
    void afterANameThatIsAbsentIsNoFault() throws IOException {
        assertThat(waits(bundle().module("a", "after: [hostname]").plan())).containsExactly("a []");
    }

    @Test
    void requiringANameThatIsAbsentIsOne() throws IOException {
        BundleFolder bundle = bundle().module("erlang").module("rabbitmq", "requires: [erlnag]");
        assertThatThrownBy(bundle::plan)
                .hasMessage(
                        "The bundle's modules make no plan: rabbitmq/module.yaml: requires 'erlnag', which is not in the"
                                + " bundle; the nearest module is 'erlang'. Nothing has been run: correct the modules, and look at"
                                + " the outcome with: agent plan BUNDLE.");
    }

    @Test
    void aFolderWithoutAScriptIsNoModuleThatCouldBeRequired() throws IOException {
        BundleFolder bundle = bundle().module("a", "requires: [lib]");
        Files.createDirectory(folder.resolve("lib"));
        assertThatThrownBy(bundle::plan).hasMessageContaining("requires 'lib', which is not in the bundle. ");
    }

    @Test
    void everyCircleIsSpelledOutOnceWithTheFirstByNameInFront() throws IOException {
        BundleFolder bundle = bundle().module("a", "requires: [c]")
                .module("b", "after: [a]")
                .module("c", "after: [b]")
                .module("x", "requires: [y]")
                .module("y", "requires: [x]")
                .module("z", "requires: [y]");
        assertThatThrownBy(bundle::plan)
                .hasMessageContaining("(1) modules that wait for each other in a circle: a -> c -> b -> a; ")
                .hasMessageContaining("(2) modules that wait for each other in a circle: x -> y -> x. ");
    }

    @Test
    void namingItselfIsAFaultInAfterToo() throws IOException {
        BundleFolder bundle = bundle().module("a", "after: [a]");
        assertThatThrownBy(bundle::plan).hasMessageContaining("a/module.yaml: after names the module itself");
    }

    @Test
    void theTimeLimitIsTheManifestsThenTheOptionsThenAnHourWithAManifestAndNoneWithout() throws IOException {
        bundle().module("a", "timeout: 5m").module("b", "").module("c");
        assertThat(limits(Optional.empty()))
                .containsExactly(
                        Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ofHours(1)), Optional.empty());
        Optional<Duration> option = Optional.of(Duration.ofSeconds(7));
        assertThat(limits(option)).containsExactly(Optional.of(Duration.ofMinutes(5)), option, option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-rf", " a", "\u00a0a", "\u3000a", "a\nb", "a\tb", "a\u007f", "a\u0085"})
    void aNameThatNoModuleMayHaveIsRefused(String name) throws IOException {
        BundleFolder bundle = bundle().module("good").module(name);
        assertThatThrownBy(bundle::plan)
                .hasMessageContaining("the name of module '")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("\n", "\t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-", "a b", "a ", "#a", "~", "a'b", "$(x)", "\\x", "é", "😀", "..a", "_"})
    void anyOtherNameIsGood(String name) throws IOException {
        Plan plan = bundle().module("good").module("x" + name).plan();
        assertThat(BundleFolder.names(plan)).contains("x" + name);
    }

    @Test
    void aScriptThatIsAFolderIsRefused() throws IOException {
        BundleFolder bundle = bundle().module("good");
        Files.createDirectories(folder.resolve("a/start-up.sh"));
        assertThatThrownBy(bundle::plan).hasMessageContaining("'a/start-up.sh' is a folder, not a script");
    }

    @Test
    void aFolderWithoutModulesIsRefused() {
        assertThatThrownBy(bundle()::plan)
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("The bundle has no module at all");
    }

    private BundleFolder bundle() {
        return new BundleFolder(folder);
    }

    private List<Optional<Duration>> limits(Optional<Duration> option) throws AgentException {
        return new Planner(option)
                .plan(folder).modules().stream().map(PlannedModule::timeout).toList();
    }

    private static List<String> waits(Plan plan) {
        return plan.modules().stream()
                .map(module -> module.name() + " " + module.waitsFor())
                .toList();
    }
}
