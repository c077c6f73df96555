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

    @Test
    void whatAnOptionSaysArrivesAsItIs() throws Exception {
        agent.behind(
                "bash",
                "-c",
                "export STARTUP_OPT_ENV=$'GREETING=gr\\303\\274\\303\\237' OTHER=$'\\342\\202\\254' BYTES=$'\\344'; exec \"$@\"",
                "bash");
        AgentJar.Outcome outcome =
                boot("printf '%s\\n' \"$GREETING\" \"$OTHER\" >\"$WITNESS\"; [ \"$BYTES\" = $'\\344' ]\n", ":");
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(witness()).containsExactly("grüß", "€");
    }

    @Test
    void whatAWordSaysArrivesAsItIs() throws Exception {
        agent.behind("bash", "-c", "exec \"$@\" --env $'GREETING=gr\\303\\274\\303\\237'", "bash");
        AgentJar.Outcome outcome = boot("printf '%s\\n' \"$GREETING\" >\"$WITNESS\"\n", ":");
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(witness()).containsExactly("grüß");
    }

    @Test
    void aPasswordIsTheBytesThatItIs() throws Exception {
        RealTools.need("openssl");
        agent.behind("bash", "-c", "export PASSWORD=$'gr\\303\\274\\303\\237'; exec \"$@\" --key env:PASSWORD", "bash");
        AgentJar.Outcome outcome = boot(
                "echo here >\"$WITNESS\"\n",
                "tar cf plain start-up-bundle && openssl enc -aes-256-cbc -pbkdf2 -k $'gr\\303\\274\\303\\237' -in plain -out sealed",
                "sealed");
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(witness()).containsExactly("here");
    }

    @Test
    void aFolderThatThisLocaleCannotNameIsRefused() throws Exception {
        agent.behind("bash", "-c", "exec \"$@\" --state \"$0/\"$'gr\\303\\274n'", folder.toString());
        AgentJar.Outcome outcome = boot("echo here >\"$WITNESS\"\n", ":");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(2);
        assertThat(outcome.all()).contains("grün' is no name of a file in this locale", "LC_ALL=C.UTF-8");
        assertThat(folder.resolve("witness")).doesNotExist();
    }

    private AgentJar.Outcome boot(String script, String more) throws Exception {
        return boot(script, more, "bundle.tar");
    }

    private AgentJar.Outcome boot(String script, String more, String bundle) throws Exception {
        Files.createDirectories(work.resolve("start-up-bundle"));
        Files.writeString(work.resolve("script"), script);
        new Shell(work)
                .run("mkdir " + CAFE + " && cp script " + CAFE + "/start-up.sh && " + more
                        + " && tar cf bundle.tar start-up-bundle");
        return agent.run("--bundle", work.resolve(bundle).toString());
    }

    private String[] witness() throws IOException {
        return new String(Files.readAllBytes(folder.resolve("witness")), StandardCharsets.UTF_8).split("\n");
    }
}
