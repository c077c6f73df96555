package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RealTools;

/** Names beyond ASCII under {@code LC_ALL=POSIX}, as at the boot of a machine: every byte of them arrives. */
class NamesIT {
    /** The folders are named by bytes, whatever locale the tests run in. */
    private static final String CAFE = "$'start-up-bundle/caf\\303\\251'";

    @TempDir
    Path folder;

    private AgentJar agent;
    private Path work;

    @BeforeEach
    void prepare() throws IOException {
        RealTools.need("bash", "tar");
        agent = new AgentJar(folder)
                .environment("LC_ALL", "POSIX")
                .environment("WITNESS", folder.resolve("witness").toString());
        work = Files.createDirectory(folder.resolve("work"));
    }

    @Test
    void aModuleWhoseNameIsNotAsciiRunsInItsFolderAndKnowsItsName() throws Exception {
        AgentJar.Outcome outcome = boot("""
                printf '%s\\n' "$STARTUP_MODULE" "${PWD##*/}" "${OLDPWD##*/}" "$(cat here)" >"$WITNESS"
                [ "$STARTUP_BUNDLE_DIR/$STARTUP_MODULE" = "$PWD" ] && [ "$OLDPWD" = "$STARTUP_BUNDLE_DIR" ]
                """, "echo found > " + CAFE + "/here");
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(witness()).containsExactly("café", "café", "start-up-bundle", "found");
        assertThat(agent.lastRun().resolve("out/caf%C3%A9/1.exit")).exists();
    }

    @Test
    void aManifestsValuesArriveAsTheyAreWrittenBackslashesToo() throws Exception {
        AgentJar.Outcome outcome = boot(
                "printf '%s\\n' \"$OTHER\" \"$PLAIN\" >\"$WITNESS\"\n",
                "printf '%b' 'env: {OTHER: \"na\\0303\\0257ve \\0134\\01340101\", PLAIN: \"a\\0134\\0134n\"}\\n' > "
                        + CAFE + "/module.yaml");
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(witness()).containsExactly("naïve \\0101", "a\\n");
    }

    @Test
    void aFailedModuleOfSuchANameFailsAsAnyOther() throws Exception {
        AgentJar.Outcome outcome = boot("exit 7\n", ":");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(10);
        assertThat(folder.resolve("witness")).doesNotExist();
    }

    private AgentJar.Outcome boot(String script, String more) throws Exception {
        Files.createDirectories(work.resolve("start-up-bundle"));
        Files.writeString(work.resolve("script"), script);
        new Shell(work)
                .run("mkdir " + CAFE + " && cp script " + CAFE + "/start-up.sh && " + more
                        + " && tar cf bundle.tar start-up-bundle");
        return agent.run("--bundle", work.resolve("bundle.tar").toString());
    }

    private String[] witness() throws IOException {
        return new String(Files.readAllBytes(folder.resolve("witness")), StandardCharsets.UTF_8).split("\n");
    }
}
