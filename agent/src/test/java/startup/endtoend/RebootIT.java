package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RealTools;

/** A module that asks for a reboot; in place of the machine's a command is run that writes down that it was. */
class RebootIT {
    @TempDir
    Path folder;

    private AgentJar agent;
    private BundleFolder bundle;

    @BeforeEach
    void prepare() throws IOException {
        RealTools.need("bash", "tar");
        agent = new AgentJar(folder).environment("PLACE", folder.toString());
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("a", "echo \"a $STARTUP_ATTEMPT\" >> \"$PLACE/effects\"\n[ -e \"$PLACE/enough\" ] || exit 194\n");
        bundle.file("a/module.yaml", "requires: []\n");
        bundle.module("b", "echo b >> \"$PLACE/effects\"\n");
        bundle.file("b/module.yaml", "requires: [a]\n");
    }

    private AgentJar.Outcome boot(String... more) throws Exception {
        String[] words = new String[more.length + 2];
        words[0] = "--bundle";
        words[1] = bundle.tar().toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return agent.run(words);
    }

    private String effects() throws IOException {
        return Files.readString(folder.resolve("effects"));
    }

    @Test
    void theMachineIsRebootedOnceAndTheModuleRunsAgainAfterIt() throws Exception {
        String reboot = "echo \"rebooted after $(tail -n 1 '" + folder + "/effects')\" >> '" + folder + "/reboots'";
        AgentJar.Outcome first = boot("--allow-reboot", "--reboot-command", reboot);
        assertThat(first.exit()).as(first.all()).isEqualTo(17);
        assertThat(folder.resolve("reboots")).hasContent("rebooted after a 1");
        Files.createFile(folder.resolve("enough"));

        AgentJar.Outcome second = agent.run("resume");

        assertThat(second.exit()).as(second.all()).isZero();
        assertThat(effects()).isEqualTo("a 1\na 2\nb\n");
        assertThat(folder.resolve("reboots")).hasContent("rebooted after a 1");
    }

    @Test
    void aModuleThatAsksAgainAndAgainGetsFiveRebootsAndFailsThen() throws Exception {
        assertThat(boot("--allow-reboot", "--reboot-command", "true").exit()).isEqualTo(17);
        for (int reboot = 2; reboot <= 5; reboot++) {
            assertThat(agent.run("resume").exit()).isEqualTo(17);
        }

        AgentJar.Outcome last = agent.run("resume");

        assertThat(last.exit()).as(last.all()).isEqualTo(10);
        assertThat(last.out()).contains("has had its 5");
    }

    @Test
    void withoutLeaveItIsAFailureThatSaysSo() throws Exception {
        AgentJar.Outcome outcome = boot("--reboot-command", "touch '" + folder + "/reboots'");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(10);
        assertThat(outcome.out()).contains("--allow-reboot");
        assertThat(folder.resolve("reboots")).doesNotExist();
    }

    @Test
    void aRebootThatCannotBeHadIsToldAndTheRunWaitsForIt() throws Exception {
        AgentJar.Outcome outcome = boot("--allow-reboot", "--reboot-command", "echo no; exit 3");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(15);
        assertThat(outcome.err()).contains("exit status 3", "Reboot it yourself");
        AgentJar.Outcome status = agent.run("status");
        assertThat(status.exit()).as(status.all()).isEqualTo(17);
        assertThat(status.err()).contains("waits for a reboot");
        assertThat(agent.run("resume").exit()).isEqualTo(15);
        assertThat(effects()).isEqualTo("a 1\n");

        Files.createFile(folder.resolve("enough"));
        AgentJar.Outcome another = agent.run("resume", "--reboot-command", "true");
        assertThat(another.exit()).as(another.all()).isEqualTo(17);

        assertThat(agent.run("resume").exit()).isZero();
        assertThat(effects()).isEqualTo("a 1\na 2\nb\n");
    }
}
