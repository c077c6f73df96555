package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;
import startup.base.ExitStatus;

class OldStateTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String AT_NOON = "set-aside-20261122T120000Z";

    @TempDir
    Path folder;

    private Path root = Path.of("/");

    @BeforeEach
    void aMachineThatRanSomething() throws IOException {
        root = folder.resolve("state");
        StateFolder state = new StateFolder(root);
        state.create();
        state.begun(state.newRun(NOON, new Random(1)));
        Files.writeString(state.modules().resolve("redis.json"), "{}");
        Files.writeString(Files.createDirectory(state.bundles().resolve("9c01")).resolve("file"), "content");
        Files.writeString(root.resolve("machine"), "{}");
    }

    private List<String> names(Path of) throws IOException {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allOfItIsMovedIntoAPrivateFolderAndNothingElseIs() throws IOException {
        Path aside = OldState.setAside(root, NOON);
        assertThat(aside).isEqualTo(root.resolve(AT_NOON));
        assertThat(names(root)).containsExactly("machine", AT_NOON);
        assertThat(names(aside)).containsExactly("bundles", "modules", "runs");
        assertThat(aside.resolve("modules/redis.json")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(aside)))
                .isEqualTo("rwx------");
        StateFolder state = new StateFolder(root);
        assertThat(state.lastRun()).isEmpty();
        state.create();
        assertThat(state.runs()).isEmpty();
    }

    @Test
    void onlyTheNewestIsKept() throws IOException {
        Path first = OldState.setAside(root, NOON);
        Files.setPosixFilePermissions(first.resolve("bundles/9c01"), PosixFilePermissions.fromString("---------"));
        aMachineThatRanSomethingAgain();
        Path second = OldState.setAside(root, NOON.minusSeconds(3600)); // the wall clock jumps
        assertThat(names(root)).containsExactly(String.valueOf(second.getFileName()));
        assertThat(second.resolve("modules/nginx.json")).exists();
    }

    private void aMachineThatRanSomethingAgain() throws IOException {
        new StateFolder(root).create();
        Files.writeString(root.resolve("modules/nginx.json"), "{}");
        Files.deleteIfExists(root.resolve("machine"));
    }

    @Test
    void twoInOneSecondDoNotMeet() throws IOException {
        OldState.setAside(root, NOON);
        aMachineThatRanSomethingAgain();
        assertThat(OldState.setAside(root, NOON).resolve("modules/nginx.json")).exists();
        assertThat(names(root)).containsExactly(AT_NOON);
    }

    @Test
    void whoIsKilledBetweenTwoRenamesIsFollowedByOneWhoFinishes() throws IOException {
        Files.createDirectory(root.resolve(".set-aside"));
        Files.move(root.resolve("runs"), root.resolve(".set-aside/runs"));
        new StateFolder(root).create(); // by the agent that comes next
        Path aside = OldState.setAside(root, NOON);
        assertThat(names(aside)).contains("bundles", "modules", "runs");
        assertThat(aside.resolve("runs/.last")).exists();
        assertThat(names(root)).containsExactly("machine", AT_NOON);
    }

    @Test
    void whoIsKilledBeforeTheNewOwnerIsWrittenDownHasKeptTheOldState() throws IOException {
        Path aside = OldState.setAside(root, NOON);
        new StateFolder(root).create(); // by the agent that comes next
        assertThat(OldState.setAside(root, NOON.plusSeconds(60))).isEqualTo(aside);
        assertThat(aside.resolve("modules/redis.json")).exists();
    }

    @Test
    void whatALinkLeadsToIsNotDeleted() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("file"), "not ours");
        Files.createSymbolicLink(root.resolve("bundles/link"), outside);
        OldState.setAside(root, NOON);
        aMachineThatRanSomethingAgain();
        OldState.setAside(root, NOON.plusSeconds(1));
        assertThat(outside.resolve("file")).exists();
    }

    @Test
    void aStateFolderThatCannotBeChangedIsAnErrorOfTheMachine() {
        assertThatThrownBy(() -> OldState.setAside(folder.resolve("none"), NOON))
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.MACHINE));
    }
}
