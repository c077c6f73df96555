package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RealTools;

/** The agent dies in the middle of a module; test and script meet at named pipes, so that nothing waits by the clock. */
class KilledAgentIT {
    @TempDir
    Path folder;

    private AgentJar agent;
    private BundleFolder bundle;
    private Shell shell;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        RealTools.need("bash", "mkfifo", "tar");
        shell = new Shell(folder);
        shell.run("mkfifo reached go done");
        agent = new AgentJar(folder)
                .environment("REACHED", folder.resolve("reached").toString())
                .environment("GO", folder.resolve("go").toString())
                .environment("DONE", folder.resolve("done").toString());
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("a", """
                for i in $(seq 100); do echo "before $i"; done
                echo > "$REACHED"; read -r _ < "$GO"
                for i in $(seq 100); do echo "after $i"; done
                trap 'echo > "$DONE"' EXIT
                """);
    }

    @Test
    void aModuleOutlivesAnAgentThatIsKilledAndItsOutputIsWholeOnDisk() throws Exception {
        AgentJar.Started started = agent.start("--bundle", bundle.tar().toString());
        shell.run("read -r _ < reached");
        started.process().destroyForcibly().waitFor();
        shell.run("echo > go; read -r _ < done");
        assertThat(rawOutput())
                .isEqualTo(
                        shell.run(
                                "for i in $(seq 100); do echo \"before $i\"; done; for i in $(seq 100); do echo \"after $i\"; done"));
    }

    @Test
    void anAgentThatIsTerminatedStopsTheModuleAndLeavesTheVerdictRunning() throws Exception {
        AgentJar.Started started = agent.start("--bundle", bundle.tar().toString());
        shell.run("read -r _ < reached");
        started.process().destroy();
        AgentJar.Outcome outcome = started.await();
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(143);
        assertThat(Files.readString(agent.lastRun().resolve("verdict.json")))
                .contains("\"verdict\":\"running\"", "\"interrupted\":\"SIGTERM\"");
    }

    @Test
    void aSecondAgentIsTurnedAwayAndTheHolderIsNamed() throws Exception {
        AgentJar.Started started = agent.start("--bundle", bundle.tar().toString());
        shell.run("read -r _ < reached");
        AgentJar.Outcome second = agent.run("--bundle", bundle.tar().toString());
        assertThat(second.exit()).as(second.all()).isEqualTo(16);
        assertThat(second.err()).contains(Long.toString(started.process().pid()));
        AgentJar.Outcome status = agent.run("status");
        assertThat(status.exit()).as(status.all()).isZero();
        assertThat(status.out()).contains("running");
        shell.run("echo > go; read -r _ < done");
        assertThat(started.await().exit()).isZero();
    }

    private String rawOutput() throws IOException {
        return Files.readString(agent.lastRun().resolve("out/a/1.log"));
    }
}
