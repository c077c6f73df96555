package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;
import startup.base.ExitStatus;

class StateFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final Random random = new Random(1);
    private StateFolder state;

    @BeforeEach
    void setUp() throws AgentException {
        state = new StateFolder(folder.resolve("state"));
        state.create();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theWayToABundleCanBePassedAndTheRestIsPrivate() throws Exception {
        assertThat(mode(state.root())).isEqualTo("rwx--x--x");
        assertThat(mode(state.bundles())).isEqualTo("rwx--x--x");
        assertThat(mode(state.modules())).isEqualTo("rwx------");
        assertThat(mode(state.root().resolve("runs"))).isEqualTo("rwx------");
        assertThat(mode(state.newRun(NOON, random).out())).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatWasThereKeepsItsMode() throws Exception {
        Path given = Files.createDirectory(
                folder.resolve("given"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

        new StateFolder(given).create();

        assertThat(mode(given)).isEqualTo("rwxr-x---");
    }

    @Test
    void itIsWhereItsUserMayWrite() {
        assertThat(StateFolder.defaultRoot(Map.of(), true)).hasToString("/var/lib/startup-agent");
        assertThat(StateFolder.defaultRoot(Map.of("XDG_STATE_HOME", "/x", "HOME", "/h"), false))
                .hasToString("/x/startup-agent");
        assertThat(StateFolder.defaultRoot(Map.of("XDG_STATE_HOME", "x", "HOME", "/h"), false))
                .hasToString("/h/.local/state/startup-agent");
        assertThat(StateFolder.defaultRoot(Map.of("HOME", "/h"), false)).hasToString("/h/.local/state/startup-agent");
    }

    @Test
    void aPlaceWhereNoFolderCanBeIsRefusedInWords() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new StateFolder(file.resolve("state")).create())
                .isInstanceOfSatisfying(AgentException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(ExitStatus.MACHINE);
                    assertThat(refusal.getMessage())
                            .contains(file.toString())
                            .contains("not a folder")
                            .contains("--state");
                });
    }

    @Test
    void onlyTheLastFiveRunsAreKept() throws Exception {
        for (int i = 0; i < 7; i++) {
            RunFolder run = state.newRun(NOON.plusSeconds(i), random);
            Files.createFile(run.out().resolve("x"));
            state.begun(run);
        }

        try (Stream<Path> runs = Files.list(state.root().resolve("runs"))) {
            List<String> names = runs.map(run -> String.valueOf(run.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
            assertThat(names).hasSize(5);
            assertThat(names.get(0)).startsWith("20261122T120002Z-");
        }
    }

    @Test
    void theLastRunIsTheOneBegunLastAlsoWhenTheClockWentBack() throws Exception {
        assertThat(state.lastRun()).isEmpty();
        for (int i = 0; i < 5; i++) {
            state.begun(state.newRun(NOON.plusSeconds(i), random));
        }

        RunFolder early = state.newRun(NOON.minusSeconds(3600), random);
        state.begun(early);

        assertThat(state.lastRun()).contains(early);
    }

    @Test
    void aRunIsFoundByItsNameAndAnotherNameIsNone() throws Exception {
        RunFolder run = state.newRun(NOON, random);

        assertThat(state.run(run.id().toString())).contains(run);
        assertThat(state.run("20261122T120000Z-0000000000000")).isEmpty();
        assertThat(state.run("../../etc")).isEmpty();
    }

    @Test
    void aSecondAgentIsToldWhoIsThereAndSinceWhen() throws Exception {
        try (AgentLock lock = state.lock()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(state::lock).isInstanceOfSatisfying(AgentException.class, busy -> {
                assertThat(busy.status()).isEqualTo(ExitStatus.BUSY);
                assertThat(busy.why())
                        .matches("another agent, process "
                                + ProcessHandle.current().pid() + ", has been running since 20[-0-9]+T[:.0-9]+Z");
            });
        }
        state.lock().close();
    }

    @Test
    void aMountWithoutProgramsIsWarnedOfWhereItIsTheNearest() throws Exception {
        MountTable mounts = new MountTable(List.of(
                "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
                "23 22 0:20 / " + folder + " rw,nosuid,noexec - tmpfs tmpfs rw",
                "24 23 0:21 / " + folder + "/state/bundles rw - tmpfs tmpfs rw"));

        assertThat(mounts.forbidsPrograms(state.root())).isTrue();
        assertThat(mounts.forbidsPrograms(folder.resolve("not/there/yet"))).isTrue();
        assertThat(mounts.forbidsPrograms(state.bundles())).isFalse();
        assertThat(mounts.forbidsPrograms(Path.of("/"))).isFalse();
    }
}
