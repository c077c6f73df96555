package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first boot of a Debian without Java: its own systemd starts its own cloud-init, which fetches user-data from the
 * metadata service and runs it; the stub in it fetches the runtime archive, and the agent a sealed bundle.
 */
class FirstBootIT {
    private static final String PASSWORD = "stirringdullroots";
    private static final String KEY_TAG = "BundleKey";

    /** Where modules note that they ran, a line each. */
    private static final String NOTES = "/var/log/modules-ran";

    private static final String NOTE = "echo \"$STARTUP_MODULE\" >>" + NOTES + "\n";

    /** The agent that runs this module is gone before the module ends; the module itself goes on. */
    private static final String KILL_THE_AGENT =
            "read -r agent _ </var/lib/startup-agent/lock\nkill -KILL \"$agent\"\n";

    /** Goes on with a run that the reboot has cut off, and goes with its verdict. */
    private static final String UNIT = "/etc/systemd/system/startup-agent.service";

    private static Path image = Path.of("");

    @TempDir
    private Path folder;

    private Path archive = Path.of("");
    private Machine machine;
    private Personality personality;

    @BeforeAll
    @Timeout(900)
    static void prepareTheImage() throws Exception {
        image = Image.prepared();
    }

    @BeforeEach
    void switchNothingOnYet() throws IOException {
        archive = RuntimeArchive.built();
        machine = new Machine(folder.resolve("machine"), image);
        personality = new Personality(folder.resolve("personality"))
                .module("base", NOTE + "! command -v java\n")
                .module("web", NOTE + "echo \"Role $STARTUP_TAG_Role in $STARTUP_REGION\"\n");
    }

    @Test
    void cloudInitRunsTheStubAndTheModulesAndTheVerdictIsInTheBucket() throws Exception {
        try (Cloud cloud = cloud(archive)) {
            machine.boot(cloud, Duration.ZERO);
            assertThatItBooted(cloud);
            assertThat(cloud.delivered().printed("web")).containsExactly("Role web in eu-west-1");
        }
    }

    @Test
    void aCloudConfigDoesTheSameForAnImageWhoseUserDataSaysMore() throws Exception {
        try (Cloud cloud = cloud(archive, "--cloud-config")) {
            machine.boot(cloud, Duration.ZERO);
            assertThatItBooted(cloud);
        }
    }

    /** What it gives to the machine is printed by {@code agent userdata}. */
    private Cloud cloud(Path served, String... more) throws Exception {
        Cloud cloud = new Cloud(served, Files.createDirectory(folder.resolve("s")));
        byte[] bundle = personality.sealed(PASSWORD);
        cloud.upload("web.bundle", bundle);
        cloud.tag("Role", "web");
        cloud.tag(KEY_TAG, PASSWORD);
        List<String> options = new ArrayList<>(List.of(
                "s3://" + Cloud.BUNDLES + "/web.bundle",
                "--sha256=" + sha256(bundle),
                "--key=imds-tag:" + KEY_TAG,
                "--logs=s3://" + Cloud.LOGS + "/boot",
                "--agent=" + cloud.agentUrl(),
                "--agent-sha256=" + sha256(Files.readAllBytes(archive))));
        options.addAll(List.of(more));
        Path printed = PrintedStub.into(folder.resolve("user-data"), options.toArray(String[]::new));
        cloud.userData(Files.readString(printed));
        machine.environment(cloud.environment());
        return cloud;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private void assertThatItBooted(Cloud cloud) throws IOException {
        assertThat(machine.printed())
                .filteredOn(line -> line.startsWith("OK: 2 modules"))
                .hasSize(1);
        assertThatItRan(cloud, "base", "web");
    }

    private void assertThatItRan(Cloud cloud, String... modules) throws IOException {
        assertThat(machine.lines(NOTES)).as("%s", machine.printed()).containsExactly(modules);
        Delivered delivered = cloud.delivered();
        assertThat(delivered.verdicts()).singleElement().asString().contains("\"verdict\":\"ok\"", Cloud.INSTANCE);
        List<Long> numbers = delivered.sequence();
        assertThat(numbers)
                .isNotEmpty()
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList());
        assertThat(cloud.objections()).isEmpty();
    }

    @Test
    void aNetworkThatComesTenSecondsLateDelaysTheBootAndNothingElse() throws Exception {
        try (Cloud cloud = cloud(archive)) {
            machine.boot(cloud, Duration.ofSeconds(10));
            assertThat(machine.lines("/var/log/cloud-init.log"))
                    .anyMatch(line -> line.contains("169.254.169.254") && line.contains("failed"));
            assertThatItBooted(cloud);
        }
    }

    @Test
    void anAgentUrlThatAnswers503TwiceIsAskedAThirdTime() throws Exception {
        try (Cloud cloud = cloud(archive)) {
            cloud.downloads().refuseWith(503, 503);
            machine.boot(cloud, Duration.ZERO);
            assertThatItBooted(cloud);
            assertThat(cloud.downloads().requests()).hasSize(3);
        }
    }

    @Test
    void aCorruptRuntimeArchiveIsRefusedInOneLineAndNothingRuns() throws Exception {
        byte[] corrupt = Files.readAllBytes(archive);
        corrupt[corrupt.length / 2] ^= 1;
        try (Cloud cloud = cloud(Files.write(folder.resolve("corrupt.tar.gz"), corrupt))) {
            machine.boot(cloud, Duration.ZERO);
            assertThat(machine.printed())
                    .filteredOn(line -> line.startsWith("ERROR "))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR Bootstrapping failed: ")
                    .contains(sha256(corrupt));
            assertThat(machine.lines(NOTES)).isEmpty();
            assertThat(machine.disk("/var/lib/startup-agent/runs")).doesNotExist();
            assertThat(cloud.delivered().names()).isEmpty();
        }
    }

    @Test
    void anAgentThatIsKilledInMidRunIsResumedByTheStub() throws Exception {
        personality.module("base", NOTE + KILL_THE_AGENT + "echo 'base goes on'\n");
        try (Cloud cloud = cloud(archive)) {
            machine.boot(cloud, Duration.ZERO);
            assertThatItBooted(cloud);
            assertThat(machine.printed())
                    .filteredOn(line -> line.endsWith("; resume 1"))
                    .hasSize(1);
            assertThat(cloud.delivered().printed("base")).containsExactly("base goes on");
        }
    }

    @Test
    void onASecondBootTheStubRunsNothingAgainAndFetchesNoAgent() throws Exception {
        machine.runsUserDataOnEveryBoot();
        try (Cloud cloud = cloud(archive)) {
            machine.boot(cloud, Duration.ZERO);
            assertThatItBooted(cloud);
            machine.boot(cloud, Duration.ZERO);
            assertThat(machine.printed())
                    .filteredOn(line -> line.startsWith("OK: 2 modules"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("2 unchanged");
            assertThat(machine.lines(NOTES)).containsExactly("base", "web");
            assertThat(cloud.downloads().requests()).hasSize(1);
        }
    }

    @Test
    void aModuleThatAsksForARebootGetsItAndTheRunGoesOnWithTheAgentThatTheStubInstalled() throws Exception {
        String reboot = NOTE + "[ \"$STARTUP_ATTEMPT\" -gt 1 ] || exit 194\n";
        personality.module("base", "description: needs a reboot\n", reboot);
        try (Cloud cloud = cloud(archive)) {
            machine.boot(cloud, Duration.ZERO);
            assertThat(machine.lines(NOTES)).as("%s", machine.printed()).containsExactly("base");
            assertThat(cloud.delivered().verdicts()).isEmpty();
            assertThat(machine.disk(UNIT)).exists();
            machine.boot(cloud, Duration.ZERO);
            assertThatItRan(cloud, "base", "base", "web");
            assertThat(machine.disk(UNIT)).doesNotExist();
            assertThat(cloud.downloads().requests()).hasSize(1);
        }
    }

    @Test
    void aMachineThatCannotStartSaysWhyAndLeavesNoProcessBehind() throws Exception {
        Path absent = folder.resolve("no-image");
        try (Cloud cloud = cloud(archive);
                Machine broken = new Machine(folder.resolve("broken"), absent)) {
            assertThatThrownBy(() -> broken.boot(cloud, Duration.ZERO))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("could not be powered on");
            assertThat(ProcessHandle.allProcesses()
                            .flatMap(process -> process.info().arguments().stream())
                            .flatMap(Stream::of)
                            .filter(argument -> argument.contains(folder.toString())))
                    .isEmpty();
        }
    }

    @AfterEach
    void nothingIsLeftOfTheMachine() throws Exception {
        machine.close();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(folder.toString());
    }
}
