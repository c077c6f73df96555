package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RealTools;

/** What runs again when a machine is given its bundle once more. */
class UnchangedIT {
    @TempDir
    Path folder;

    private AgentJar agent;
    private BundleFolder bundle;

    @BeforeEach
    void prepare() throws IOException {
        RealTools.need("bash", "tar");
        agent = new AgentJar(folder).environment("PLACE", folder.toString());
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        module("a", "requires: []\n");
        module("b", "requires: [a]\n");
        module("c", "requires: []\n");
    }

    private void module(String name, String manifest) throws IOException {
        bundle.module(name, "echo " + name + " >> \"$PLACE/effects\"\n");
        bundle.file(name + "/module.yaml", manifest);
    }

    /** What runs, in the order of the alphabet. */
    private String ran(String... more) throws Exception {
        Files.deleteIfExists(folder.resolve("effects"));
        String[] words = new String[more.length + 2];
        words[0] = "--bundle";
        words[1] = bundle.tar().toString();
        System.arraycopy(more, 0, words, 2, more.length);
        AgentJar.Outcome outcome = agent.run(words);
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        Path effects = folder.resolve("effects");
        return Files.exists(effects)
                ? String.join("", Files.readAllLines(effects).stream().sorted().toList())
                : "";
    }

    @Test
    void whatHasSucceededDoesNotRunAgainUntilItsContentChangesOrThatOfWhatItRequires() throws Exception {
        assertThat(ran()).isEqualTo("abc");
        assertThat(ran()).isEmpty();
        assertThat(agent.run("status").out()).contains("unchanged");
        module("a", "requires: []\nenv: {NEW: value}\n");
        assertThat(ran()).isEqualTo("ab");
        assertThat(ran()).isEmpty();
    }

    @Test
    void rerunNamesWhatRunsAllTheSame() throws Exception {
        assertThat(ran()).isEqualTo("abc");
        assertThat(ran("--rerun", "c")).isEqualTo("c");
        assertThat(ran("--rerun", "all")).isEqualTo("abc");
        AgentJar.Outcome misspelt = agent.run("--bundle", bundle.tar().toString(), "--rerun", "bb");
        assertThat(misspelt.exit()).isEqualTo(2);
        assertThat(misspelt.err()).contains("bb");
    }

    @Test
    void onceOnEveryBootMeansOnceOnThisOne() throws Exception {
        module("c", "requires: []\nwhen: every-boot\n");
        assertThat(ran()).isEqualTo("abc");
        assertThat(ran()).isEmpty();
    }

    @Test
    void whatFailedRunsAgainAndWhatDidNotRunToo() throws Exception {
        bundle.module("a", "echo a >> \"$PLACE/effects\"; [ -e \"$PLACE/good\" ]\n");
        AgentJar.Outcome failed = agent.run("--bundle", bundle.tar().toString(), "--on-failure", "continue");
        assertThat(failed.exit()).isEqualTo(10);
        Files.createFile(folder.resolve("good"));
        assertThat(ran()).isEqualTo("ab");
    }
}
