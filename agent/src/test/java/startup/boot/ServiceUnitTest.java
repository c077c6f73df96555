package startup.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.RecordedEvents;

class ServiceUnitTest {
    private static final List<String> COMMAND = List.of("/usr/bin/java", "-jar", "/agent.jar", "resume");
    private static final Path STATE = Path.of("/var/lib/startup-agent");

    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();
    private Path units = Path.of("/");
    private Path unitsOfThisBoot = Path.of("/");
    private Path file = Path.of("/");
    private Path wish = Path.of("/");

    @BeforeEach
    void aMachineWithSystemd() throws IOException {
        units = Files.createDirectory(folder.resolve("etc"));
        unitsOfThisBoot = Files.createDirectory(folder.resolve("run"));
        file = units.resolve("startup-agent.service");
        wish = units.resolve("multi-user.target.wants/startup-agent.service");
    }

    private ServiceUnit unit() {
        return new ServiceUnit(units, unitsOfThisBoot, events);
    }

    @Test
    void itIsInstalledAndRemoved() throws IOException {
        assertThat(unit().isInstalled()).isFalse();
        unit().install(COMMAND, STATE);
        assertThat(unit().isInstalled()).isTrue();
        assertThat(file).content().contains("/agent.jar");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(Files.readSymbolicLink(wish)).isEqualTo(file);
        unit().remove();
        assertThat(unit().isInstalled()).isFalse();
        assertThat(file).doesNotExist();
        assertThat(wish).doesNotExist();
        assertThat(events.messages("service.installed")).hasSize(1);
        assertThat(events.messages("service.removed")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/lib/startup-agent", "/srv/its 100% $HOME", "/srv/a\"b\\c"})
    void itIsForTheRunsOfTheStateFolderThatItsCommandNames(String state) {
        unit().install(List.of("/usr/bin/java", "-jar", "/agent.jar", "resume", "--state", state), Path.of(state));
        assertThat(unit().isFor(Path.of(state))).isTrue();
        assertThat(unit().isFor(Path.of(state + "2"))).isFalse();
        assertThat(unit().isFor(Path.of(state.substring(0, state.length() - 1))))
                .isFalse();
    }

    @Test
    void nothingElseIsLeftOrTouched() throws IOException {
        Path other = Files.createDirectories(units.resolve("multi-user.target.wants"))
                .resolve("ssh.service");
        Files.createSymbolicLink(other, Path.of("/lib/systemd/system/ssh.service"));
        unit().install(COMMAND, STATE);
        try (Stream<Path> entries = Files.list(units)) {
            assertThat(entries).containsExactlyInAnyOrder(file, wish.getParent());
        }
        unit().remove();
        assertThat(Files.isSymbolicLink(other)).isTrue();
    }

    @Test
    void theSameTextIsNotWrittenAgainButAnotherIs() throws IOException {
        unit().install(COMMAND, STATE);
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, longAgo);
        unit().install(COMMAND, STATE);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
        assertThat(events.all()).hasSize(1);
        unit().install(List.of("/usr/bin/java", "-jar", "/other.jar"), STATE);
        assertThat(file).content().contains("/other.jar");
    }

    @Test
    void whatWasHalfDoneOrMaskedIsMended() throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/null"));
        Files.createDirectories(units.resolve("multi-user.target.wants"));
        Files.writeString(wish, "a copy, not a link");
        assertThat(unit().isInstalled()).isFalse();
        unit().install(COMMAND, STATE);
        assertThat(unit().isInstalled()).isTrue();
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void untilTheNextBootSystemdKeepsTheTextThatSparesWhatModulesLeftBehind() throws IOException {
        unit().install(COMMAND, STATE);
        String text = Files.readString(file);
        unit().remove();
        assertThat(unitsOfThisBoot.resolve(ServiceUnit.NAME)).hasContent(text);
    }

    @Test
    void toRemoveWhatIsNotThereSaysNothing() {
        unit().remove();
        assertThat(events.all()).isEmpty();
        assertThat(unitsOfThisBoot).isEmptyDirectory();
    }

    @Test
    void whatCannotBeWrittenIsAWarningThatSaysWhatIsLost() throws IOException {
        units = Files.writeString(folder.resolve("file"), "");
        unit().install(COMMAND, STATE);
        assertThat(events.messages("service.not-installed"))
                .singleElement()
                .asString()
                .contains("does not go on by itself", "agent resume", "--no-service");
        assertThat(unit().isInstalled()).isFalse();
    }

    @Test
    void aNameThatIsNoTextIsAWarningAndNoUnit() {
        unit().install(List.of("/opt/\uFFFD/java"), STATE);
        assertThat(events.messages("service.not-installed")).hasSize(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void rootIsToldByTheEffectiveUserId() throws IOException {
        Path status = folder.resolve("status");
        Map<String, Boolean> cases = Map.of(
                "Name:\tjava\nUid:\t0\t0\t0\t0\n", true,
                "Name:\tjava\nUid:\t1000\t0\t0\t0\n", true,
                "Name:\tjava\nUid:\t0\t1000\t0\t1000\n", false,
                "Name:\tjava\n", false,
                "", false);
        for (Map.Entry<String, Boolean> each : cases.entrySet()) {
            Files.writeString(status, each.getKey());
            assertThat(Systemd.isRoot(status)).as(each.getKey()).isEqualTo(each.getValue());
        }
        assertThat(Systemd.isRoot(folder.resolve("none"))).isFalse();
    }
}
