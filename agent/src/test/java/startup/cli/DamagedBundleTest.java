package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import startup.base.ExitStatus;
import startup.base.RealTools;

/** Whatever happened to a bundle on its way: no module of it runs, the exit status is the right one, one line helps. */
class DamagedBundleTest {
    @TempDir
    Path folder;

    private Path witness;

    /** How a bundle can be proven, as far as damage goes. */
    enum Proof {
        DIGEST("openssl enc -aes-256-cbc -k stirringdullroots"),
        AGE("age -r \"$(age-keygen -y key)\"");

        private final String seal;

        Proof(String seal) {
            this.seal = seal;
        }
    }

    @BeforeEach
    void makeModules() throws IOException {
        RealTools.need("openssl", "age", "tar", "bash");
        witness = folder.resolve("witness");
        for (String name : List.of("first", "second")) {
            Path module =
                    Files.createDirectories(folder.resolve("start-up-bundle").resolve(name));
            Files.writeString(module.resolve("start-up.sh"), "touch '" + witness + "'\n");
        }
        byte[] payload = new byte[120_000];
        new Random(7).nextBytes(payload);
        Files.write(folder.resolve("start-up-bundle/first/payload"), payload);
    }

    @ParameterizedTest
    @EnumSource(Proof.class)
    void truncatedAtEveryThousandthByteNothingRuns(Proof proof) throws Exception {
        byte[] whole = sealed(proof);
        for (int length = 0; length < whole.length; length += 1000) {
            assertRefused(Arrays.copyOf(whole, length), whole, proof, "cut to " + length);
        }
    }

    @ParameterizedTest
    @EnumSource(Proof.class)
    void withABitFlippedInAThousandPlacesNothingRuns(Proof proof) throws Exception {
        byte[] whole = sealed(proof);
        Random random = new Random(42);
        for (int flip = 0; flip < 1000; flip++) {
            byte[] damaged = whole.clone();
            int place = random.nextInt(whole.length);
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            assertRefused(damaged, whole, proof, "flipped in byte " + place);
        }
    }

    @Test
    void undamagedTheSameBundlesBoot() throws Exception {
        for (Proof proof : Proof.values()) {
            byte[] whole = sealed(proof);
            AgentHere.Outcome outcome = boot(whole, whole, proof);
            assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.OK);
            assertThat(Files.deleteIfExists(witness)).isTrue();
        }
    }

    @Test
    void aWrongPasswordSaysSo() throws Exception {
        Files.write(folder.resolve("bundle"), sealed(Proof.DIGEST));
        AgentHere.Outcome outcome = new AgentHere(folder)
                .environment("PASSWORD", "dullroots")
                .run("--bundle", "bundle", "--key", "env:PASSWORD");
        assertThat(outcome.status()).isEqualTo(ExitStatus.NOT_PROVEN);
        assertThat(outcome.error()).containsIgnoringCase("password");
        assertNothingIsLeft("wrong password");
    }

    @Test
    void anEmptyFileAndAPageInsteadOfABundleAreNamed() throws Exception {
        for (String content : List.of("", "<!DOCTYPE html>\n<html><body>Please log in</body></html>\n")) {
            AgentHere.Outcome outcome = new AgentHere(folder)
                    .run(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "--bundle", "-");
            assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.NOT_PROVEN);
            assertThat(outcome.error()).containsIgnoringCase(content.isEmpty() ? "0 bytes" : "html");
            assertNothingIsLeft(content);
        }
    }

    private void assertRefused(byte[] damaged, byte[] whole, Proof proof, String how) throws Exception {
        AgentHere.Outcome outcome = boot(damaged, whole, proof);
        assertThat(outcome.status()).as(how + "\n" + outcome.err()).isIn(ExitStatus.NOT_PROVEN, ExitStatus.REFUSED);
        if (proof == Proof.DIGEST) {
            assertThat(outcome.status()).as(how).isEqualTo(ExitStatus.NOT_PROVEN);
        }
        assertThat(outcome.error().length()).as(how).isBetween(40, 600);
        assertNothingIsLeft(how);
    }

    private void assertNothingIsLeft(String how) throws IOException {
        assertThat(witness).as(how).doesNotExist();
        try (var left = Files.list(folder.resolve("state/bundles"))) {
            assertThat(left).as(how).isEmpty();
        }
    }

    private AgentHere.Outcome boot(byte[] bytes, byte[] whole, Proof proof) throws Exception {
        AgentHere agent = new AgentHere(folder).environment("PASSWORD", "stirringdullroots");
        return proof == Proof.AGE
                ? agent.run(
                        new ByteArrayInputStream(bytes),
                        "--rerun",
                        "all",
                        "--bundle",
                        "-",
                        "--key",
                        "file:" + folder.resolve("key"))
                : agent.run(
                        new ByteArrayInputStream(bytes),
                        "--rerun",
                        "all",
                        "--bundle",
                        "-",
                        "--key",
                        "env:PASSWORD",
                        "--sha256",
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
    }

    private byte[] sealed(Proof proof) throws IOException, InterruptedException {
        String script =
                "set -o pipefail; [ -e key ] || age-keygen -o key; tar c start-up-bundle | " + proof.seal + " > made";
        Process bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(bash.waitFor()).isZero();
        return Files.readAllBytes(folder.resolve("made"));
    }
}
