package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Json;
import startup.base.RealTools;

/** A run whose agent was killed or stopped, and who goes on with it. Test and modules meet at named pipes. */
class ResumedRunIT {
    @TempDir
    Path folder;

    private AgentJar agent;
    private BundleFolder bundle;
    private Shell shell;

    /** Module b says which attempt it is, waits to be let go, and says so; a comes before it and c after. */
    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        RealTools.need("bash", "mkfifo", "tar", "kill");
        shell = new Shell(folder);
        shell.run("mkfifo reached go done");
        agent = new AgentJar(folder).environment("PLACE", folder.toString());
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("a", "echo a >> \"$PLACE/effects\"\n");
        bundle.module("b", """
                cd "$PLACE"; echo "begin b $STARTUP_ATTEMPT $GIVEN" >> effects; echo $$ $PPID > pids
                for i in $(seq 100); do echo "before $i"; done
                if [ ! -e through ]; then echo > reached; read -r _ < go; fi
                for i in $(seq 100); do echo "after $i"; done
                echo "end b $STARTUP_ATTEMPT" >> effects
                if [ ! -e through ]; then trap 'echo > done' EXIT; fi
                """);
        bundle.module("c", "echo \"c $GIVEN\" >> \"$PLACE/effects\"\n");
        agent.environment("GIVEN", "as-it-began");
    }

    private void killTheAgentWhileItRunsB() throws Exception {
        AgentJar.Started started = agent.start("--bundle", bundle.tar().toString());
        shell.run("read -r _ < reached");
        started.process().destroyForcibly().waitFor();
    }

    private List<String> effects() throws IOException {
        return Files.readAllLines(folder.resolve("effects"));
    }

    private static void assertExit(AgentJar.Outcome outcome, int exit) {
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(exit);
    }

    @Test
    void anAttemptThatStillRunsIsTakenOverAndNoLineOfItIsLostOrDoubled() throws Exception {
        killTheAgentWhileItRunsB();
        assertExit(agent.run("status"), 70);

        AgentJar.Started resumed = agent.start("resume");
        shell.run("echo > go; read -r _ < done");

        assertExit(resumed.await(), 0);
        assertThat(effects()).containsExactly("a", "begin b 1 as-it-began", "end b 1", "c as-it-began");
        List<String> expected = new ArrayList<>();
        for (String word : List.of("before ", "after ")) {
            for (int i = 1; i <= 100; i++) {
                expected.add(word + i);
            }
        }
        assertThat(printedByB()).containsExactlyElementsOf(expected);
        assertExit(agent.run("status"), 0);
        assertThat(agent.run("resume").out()).contains("Nothing is left to resume");
    }

    private List<String> printedByB() throws IOException {
        List<String> printed = new ArrayList<>();
        long sequence = 0;
        for (String line : Files.readAllLines(agent.lastRun().resolve("events.ndjson"))) {
            Map<?, ?> event = DeliveredLog.object(Json.parse(line));
            Map<?, ?> its = DeliveredLog.object(event.get("event"));
            assertThat(its.get("sequence")).isEqualTo(++sequence);
            if ("module.output".equals(its.get("action"))) {
                printed.add(String.valueOf(event.get("message")));
            }
        }
        return printed;
    }

    @Test
    void anAttemptThatEndedMeanwhileHasEndedAsItDid() throws Exception {
        killTheAgentWhileItRunsB();
        shell.run("echo > go; read -r _ < done");

        assertExit(agent.run("resume"), 0);

        assertThat(effects()).containsExactly("a", "begin b 1 as-it-began", "end b 1", "c as-it-began");
        assertThat(printedByB()).hasSize(200);
    }

    @Test
    void anAttemptThatIsGoneIsRunAgainAndItsAttemptsCountOn() throws Exception {
        killTheAgentWhileItRunsB();
        shell.run("read -r script wrapper < pids; touch through; kill -KILL $wrapper $script");

        assertExit(agent.run("resume"), 0);

        assertThat(effects())
                .containsExactly("a", "begin b 1 as-it-began", "begin b 2 as-it-began", "end b 2", "c as-it-began");
        assertThat(agent.run("status").out()).containsPattern("b +succeeded +2");
    }

    @Test
    void anAgentThatWasToldToStopLeavesTheRunToBeEndedByAnother() throws Exception {
        AgentJar.Started started = agent.start("--bundle", bundle.tar().toString());
        shell.run("read -r _ < reached; touch through");
        started.process().destroy();
        assertExit(started.await(), 143);

        AgentJar.Outcome resumed = agent.run("resume");

        assertExit(resumed, 0);
        assertThat(resumed.err())
                .contains("which was stopped by SIGTERM", "Starting attempt 2 of module b")
                .doesNotContain("Taking over", "void");
        assertThat(effects())
                .containsExactly("a", "begin b 1 as-it-began", "begin b 2 as-it-began", "end b 2", "c as-it-began");
    }

    @Test
    void anAttemptThatCannotBeTakenOverIsStopped() throws Exception {
        killTheAgentWhileItRunsB();
        Path output = agent.lastRun().resolve("out/b/1.log");
        Files.move(output, folder.resolve("aside"));
        Files.createDirectory(output);

        AgentJar.Outcome outcome = agent.run("resume");

        assertExit(outcome, 10);
        assertThat(outcome.out()).contains("b: start-up.sh could not be taken over, and was stopped");
        assertThat(shell.run("read -r script wrapper < pids; kill -0 $script 2>&1 || echo gone"))
                .contains("gone");
        assertThat(effects()).containsExactly("a", "begin b 1 as-it-began");
    }

    @Test
    void whatAMachineThatGoesDownDidToAModuleIsNoFailureOfIt() throws Exception {
        AgentJar.Started started = agent.start("--bundle", bundle.tar().toString());
        shell.run("read -r _ < reached; touch through; read -r script wrapper < pids; kill -TERM $script $wrapper "
                + started.process().pid());
        assertExit(started.await(), 143);

        assertExit(agent.run("resume"), 0);

        assertThat(effects())
                .containsExactly("a", "begin b 1 as-it-began", "begin b 2 as-it-began", "end b 2", "c as-it-began");
    }

    @Test
    void optionsThatDoNotCountForARunThatIsGoneOnWithAreNamed() throws Exception {
        killTheAgentWhileItRunsB();
        shell.run("echo > go; read -r _ < done");

        AgentJar.Outcome outcome =
                agent.run("--bundle", bundle.tar().toString(), "--jobs", "7", "--on-failure", "continue");

        assertExit(outcome, 0);
        assertThat(outcome.err()).contains("--jobs, --on-failure do not count", "as it began");
    }

    @Test
    void aBootOfTheSameBundleGoesOnUnderTheOptionsAndTheEnvironmentThatTheRunBeganWith() throws Exception {
        agent.environment("STARTUP_OPT_SKIP", "c");
        killTheAgentWhileItRunsB();
        shell.run("echo > go; read -r _ < done");
        agent.environment("STARTUP_OPT_SKIP", "").environment("GIVEN", "something else");

        AgentJar.Outcome outcome = agent.run("--bundle", bundle.tar().toString());

        assertExit(outcome, 0);
        assertThat(outcome.err()).contains("Going on with run").doesNotContain("Fetching");
        assertThat(effects()).containsExactly("a", "begin b 1 as-it-began", "end b 1");
    }

    @Test
    void aBootOfAnotherBundleGivesTheRunUpAndStopsWhatIsLeftOfIt() throws Exception {
        killTheAgentWhileItRunsB();
        Path given = agent.lastRun();
        BundleFolder other = new BundleFolder(Files.createDirectory(folder.resolve("other")));
        other.module("x", "echo x >> \"$PLACE/effects\"\n");

        assertExit(agent.run("--bundle", other.tar().toString()), 0);

        assertThat(effects()).containsExactly("a", "begin b 1 as-it-began", "x");
        assertThat(Files.readString(given.resolve("verdict.json")))
                .contains("\"verdict\":\"failed\"", "another bundle was booted");
        assertThat(shell.run("read -r script wrapper < pids; kill -0 $script 2>&1 || echo gone"))
                .contains("gone");
        assertExit(agent.run("status", given.getFileName().toString()), 10);
    }

    @Test
    void aRunWhoseAgentCrashedThreeTimesIsClosedAsFailed() throws Exception {
        killTheAgentWhileItRunsB();
        for (int crash = 2; crash <= 3; crash++) {
            AgentJar.Started resumed = agent.start("resume");
            shell.run("until [ \"$(grep -a -o '\"resumed\"' state/runs/*/journal | wc -l)\" -eq " + (crash - 1)
                    + " ]; do sleep 0.02; done");
            resumed.process().destroyForcibly().waitFor();
        }

        AgentJar.Outcome last = agent.run("resume");

        assertExit(last, 70);
        assertThat(last.all()).contains("crashed 3 times");
        assertThat(agent.run("status").out()).contains("FAILED");
        assertThat(shell.run("read -r script wrapper < pids; kill -0 $script 2>&1 || echo gone"))
                .contains("gone");
        assertThat(agent.run("resume").out()).contains("Nothing is left to resume");
    }
}
