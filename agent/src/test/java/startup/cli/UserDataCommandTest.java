package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.ExitStatus;

/** What {@code agent userdata} tells a machine, and what it refuses to. */
class UserDataCommandTest {
    private static final String PIN = "1".repeat(64);

    @TempDir
    Path folder;

    private final Map<String, String> desk = new HashMap<>();

    private AgentHere.Outcome run(String... words) {
        List<String> all = new ArrayList<>(List.of("userdata"));
        all.addAll(List.of(words));
        all.addAll(List.of("--agent", "https://example.com/agent.jar", "--agent-sha256", PIN));
        AgentHere agent = new AgentHere(folder);
        desk.forEach(agent::environment);
        return agent.run(all.toArray(String[]::new));
    }

    private List<String> exports(String... words) {
        AgentHere.Outcome outcome = run(words);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.OK);
        return outcome.out().lines().filter(line -> line.startsWith("export ")).toList();
    }

    private static String export(String name, String value) {
        return "export STARTUP_OPT_" + name + "='" + value + "'";
    }

    private void refused(AgentHere.Outcome outcome, String why) {
        assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(outcome.error()).contains(why);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void whatABootMayBeToldStandsInTheOrderOfTheTable() {
        assertThat(exports(
                        "s3://acme/web.bundle",
                        "--sha256",
                        PIN,
                        "--logs",
                        "s3://logs/boot",
                        "--env",
                        "A=it's",
                        "--env",
                        "B=2",
                        "--skip",
                        "x,y",
                        "--skip",
                        "z",
                        "--no-service",
                        "--key",
                        "ssm:/a",
                        "--key",
                        "file:/etc/key"))
                .containsExactly(
                        export("BUNDLE", "s3://acme/web.bundle"),
                        "export STARTUP_OPT_KEY='ssm:/a", // the second value is on the next line
                        export("SHA256", PIN),
                        export("SKIP", "x,y,z"),
                        export("ALLOW_REBOOT", "true"),
                        export("NO_SERVICE", "true"),
                        "export STARTUP_OPT_ENV='A=it'\\''s",
                        export("LOGS", "s3://logs/boot"),
                        export("STATE", folder.resolve("state").toString()));
    }

    @Test
    void aBundleThatIsAtHandIsPinnedByWhatItIs() throws Exception {
        Files.writeString(folder.resolve("web.bundle"), "abc");
        assertThat(exports("web.bundle"))
                .contains(
                        export("BUNDLE", folder.resolve("web.bundle").toString()),
                        export("SHA256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(run("web.bundle").err()).contains("it must be at " + folder.resolve("web.bundle"));
    }

    @Test
    void withoutAProofThereIsNone() {
        refused(run("missing.bundle"), "always pins its bundle");
    }

    @Test
    void aSealedBundleWithoutAKeyIsRefused() throws Exception {
        Files.writeString(folder.resolve("web.bundle"), "Salted__12345678" + "x".repeat(64), StandardCharsets.US_ASCII);
        refused(run("web.bundle"), "no --key says where");
        assertThat(exports("web.bundle", "--key", "imds-tag:boot-key")).contains(export("KEY", "imds-tag:boot-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:KEY", "fd:3", "prompt", "pass:secret", "file:key", "kms:@key"})
    void aKeyThatOnlyTheDeskHasIsRefused(String key) {
        AgentHere.Outcome outcome = run("s3://a/b", "--sha256", PIN, "--key", key);
        refused(outcome, "--key cannot be in user-data");
        assertThat(outcome.err()).doesNotContain("secret,");
    }

    @ParameterizedTest
    @CsvSource({
        "--state, here, relative to the desk",
        "--bundle-dir, ../here, relative to the desk",
        "--logs, here, relative to the desk",
        "--metadata, /etc/metadata.json, fits no other",
        "--jobs, many, --jobs cannot be accepted",
        "--notify, nobody, notif",
        "--env, A, NAME=VALUE",
        "--encode, zip, is not one of",
        "--format, json, is not an option of userdata"
    })
    void whatAMachineCouldNotUseIsRefused(String option, String value, String why) {
        refused(run("s3://a/b", "--sha256", PIN, option, value), why);
    }

    @ParameterizedTest
    @CsvSource({"--state, /grün", "--state, /a:b", "--bundle-dir, /grün", "--logs, /grün"})
    void aFolderThatAnAgentCannotNameAtABootIsRefused(String option, String folder) {
        refused(run("s3://a/b", "--sha256", PIN, option, folder), option + " cannot be ");
    }

    @Test
    void whatThisEnvironmentAddsIsSaid() {
        AgentHere.Outcome outcome = run("s3://a/b", "--sha256", PIN, "--env", "A=1");
        assertThat(outcome.err())
                .contains("STARTUP_OPT_STATE of this environment is in the user-data")
                .doesNotContain("STARTUP_OPT_ENV");
    }

    @Test
    void rebootsThatThisEnvironmentForbidsAreForbidden() {
        desk.put("STARTUP_OPT_ALLOW_REBOOT", "false");
        AgentHere.Outcome forbidden = run("s3://a/b", "--sha256", PIN);
        assertThat(forbidden.out()).contains(export("ALLOW_REBOOT", "false"));
        assertThat(forbidden.err()).contains("STARTUP_OPT_ALLOW_REBOOT of this environment is in the user-data");
        assertThat(run("s3://a/b", "--sha256", PIN, "--allow-reboot").out()).contains(export("ALLOW_REBOOT", "true"));
    }

    @Test
    void severalLinesInARepeatedOptionAreRefused() {
        refused(run("s3://a/b", "--sha256", PIN, "--env", "A=1\nB=2"), "several lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "."})
    void aBundleThatNoMachineCanFetchIsRefused(String bundle) {
        refused(run(bundle), "can neither fetch it nor prove it");
    }

    @Test
    void withoutAnAgentThereIsNone() {
        refused(new AgentHere(folder).run("userdata", "s3://a/b", "--sha256", PIN), "--agent cannot be accepted");
    }

    @Test
    void aFileOfItIsForItsOwnerOnly() throws Exception {
        AgentHere.Outcome outcome = run("s3://a/b", "--sha256", PIN, "-o", "user-data");
        assertThat(outcome.out()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("user-data"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("user-data")).content().startsWith("#!/bin/sh\n");
    }

    @Test
    void aPresignedUrlIsInTheUserDataAndNowhereElse() {
        String url = "https://127.0.0.1:1/web.bundle?X-Amz-Signature=0123456789abcdef0123456789";
        AgentHere.Outcome outcome = run(url, "--sha256", PIN);
        assertThat(outcome.out()).contains(export("BUNDLE", url));
        assertThat(outcome.err()).doesNotContain("0123456789abcdef");
        assertThat(run(url, "--fetch-timeout", "1s").err()).doesNotContain("0123456789abcdef");
    }
}
