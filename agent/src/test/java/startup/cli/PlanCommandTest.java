package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.ExitStatus;
import startup.base.Json;
import startup.base.RealTools;
import startup.base.RecordedEvents;
import startup.plan.ModuleDigests;
import startup.plan.Planner;
import startup.run.BootId;
import startup.run.Success;
import startup.run.Successes;

/** What {@code agent plan} says of modules that have run before. */
class PlanCommandTest {
    @TempDir
    Path folder;

    private Path modules = Path.of("/");
    private Path successes = Path.of("/");

    @BeforeEach
    void threeModules() throws IOException {
        RealTools.need("tar");
        modules = folder.resolve("tree/start-up-bundle");
        module("base", "requires: []");
        module("motd", "requires: []\nwhen: every-boot");
        module("web", "requires: [base]");
        successes = folder.resolve("state/modules");
    }

    private void module(String name, String manifest) throws IOException {
        Path module = Files.createDirectories(modules.resolve(name));
        Files.writeString(module.resolve("start-up.sh"), "true\n");
        Files.writeString(module.resolve("module.yaml"), manifest);
    }

    private void pack() throws Exception {
        Process tar = new ProcessBuilder("tar", "-cf", "web.bundle", "-C", "tree", "start-up-bundle")
                .directory(folder.toFile())
                .start();
        assertThat(tar.waitFor()).isZero();
    }

    /** As a run leaves them that ended well. */
    private void allSucceed(String boot) throws IOException {
        Files.createDirectories(successes);
        Successes last = new Successes(successes, new RecordedEvents());
        var plan = new Planner(Optional.empty()).plan(modules);
        for (var digest : ModuleDigests.of(folder.resolve("tree"), plan).entrySet()) {
            last.record(new Success(digest.getKey(), digest.getValue(), "RUN", Instant.EPOCH, boot));
        }
    }

    private List<String> run(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("plan", "web.bundle", "--format", "json"));
        words.addAll(List.of(options));
        AgentHere.Outcome outcome = new AgentHere(folder).run(words.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.OK);
        List<String> run = new ArrayList<>();
        Map<?, ?> plan = (Map<?, ?>) Objects.requireNonNull(Json.parse(outcome.out()));
        for (Object each : (List<?>) Objects.requireNonNull(plan.get("modules"))) {
            Map<?, ?> module = (Map<?, ?>) each;
            if (Objects.equals(module.get("run"), true)) {
                run.add(String.valueOf(module.get("name")));
            }
        }
        return run;
    }

    @Test
    void withoutStateAllRunAndNoneIsMade() throws Exception {
        pack();
        assertThat(run()).containsExactly("base", "motd", "web");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void whatSucceededWithTheSameContentDoesNotRun() throws Exception {
        pack();
        allSucceed(BootId.current());
        assertThat(run()).isEmpty();
        assertThat(new AgentHere(folder).run("plan", "web.bundle").out())
                .contains("1. base\n      not run: it succeeded with the same content in run RUN\n");
    }

    @Test
    void whatHasChangedAndWhatRequiresItRuns() throws Exception {
        allSucceed(BootId.current());
        Files.writeString(modules.resolve("base/start-up.sh"), "false\n");
        pack();
        assertThat(run()).containsExactly("base", "web");
    }

    @Test
    void anotherBootRunsWhatRunsOnEachOne() throws Exception {
        pack();
        allSucceed("another boot");
        assertThat(run()).containsExactly("motd");
    }

    @Test
    void rerunAsksForThem() throws Exception {
        pack();
        allSucceed(BootId.current());
        assertThat(run("--rerun", "web,motd")).containsExactly("motd", "web");
        assertThat(run("--rerun", "all")).containsExactly("base", "motd", "web");
        assertThat(run("--rerun", "web", "--only", "base")).isEmpty();
    }

    @Test
    void rerunOfAModuleThatIsNotThereIsWrongUsage() throws Exception {
        pack();
        AgentHere.Outcome outcome = new AgentHere(folder).run("plan", "web.bundle", "--rerun", "wbe,base");
        assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(outcome.error()).contains("--rerun names 'wbe'", "the nearest module is 'web'");
        assertThat(outcome.error()).doesNotContain("'base'");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aDirectoryAlwaysRuns() throws Exception {
        allSucceed(BootId.current());
        AgentHere.Outcome outcome = new AgentHere(folder).run("plan", modules.toString());
        assertThat(outcome.status()).isEqualTo(ExitStatus.OK);
        assertThat(outcome.out()).doesNotContain("not run");
    }

    @Test
    void anotherStateFolderKnowsOthers() throws Exception {
        pack();
        allSucceed(BootId.current());
        assertThat(run("--state", "other")).containsExactly("base", "motd", "web");
        assertThat(folder.resolve("other")).doesNotExist();
    }
}
