package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import startup.base.ExitStatus;
import startup.base.RealTools;

/** Whatever the real {@code openssl enc} sealed boots, and nobody says how it was sealed. */
class OpensslVariantsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeModule() throws IOException {
        RealTools.need("openssl", "tar", "bash");
        Path module = Files.createDirectories(folder.resolve("start-up-bundle/hello"));
        Files.writeString(module.resolve("start-up.sh"), "echo personality\n");
    }

    static Stream<String> variants() {
        List<String> variants = new ArrayList<>();
        for (String cipher : List.of("128-cbc", "192-cbc", "256-cbc", "128-ctr", "192-ctr", "256-ctr")) {
            for (String digest : List.of("md5", "sha1", "sha256", "sha512")) {
                for (String derivation : List.of("", " -pbkdf2")) {
                    for (String form : List.of("", " -a")) {
                        variants.add("-aes-" + cipher + " -md " + digest + derivation + form);
                    }
                }
            }
        }
        return variants.stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void bootsWithoutBeingNamed(String variant) throws Exception {
        for (String tar : List.of("tar c", "tar cz")) {
            seal(tar + " start-up-bundle | openssl enc " + variant + " -k stirringdullroots");
            AgentHere.Outcome outcome = new AgentHere(folder)
                    .environment("PASSWORD", "stirringdullroots")
                    .run("--bundle", "bundle.enc", "--key", "env:PASSWORD", "--rerun", "all");
            assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.OK);
            assertThat(outcome.err()).contains("personality");
        }
    }

    private void seal(String pipeline) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", "set -o pipefail; " + pipeline + " > bundle.enc 2> /dev/null")
                .directory(folder.toFile())
                .start();
        assertThat(bash.waitFor()).isZero();
    }
}
