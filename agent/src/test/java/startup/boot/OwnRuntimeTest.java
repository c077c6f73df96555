package startup.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnRuntimeTest {
    private static final FileTime TIME = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private Path state = Path.of("/");

    @BeforeEach
    void aStateFolder() throws IOException {
        folder = folder.toRealPath();
        state = Files.createDirectories(folder.resolve("state/agent"));
    }

    private static Path runtime(Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/server"));
        program(home.resolve("bin/agent"));
        program(home.resolve("bin/java"));
        Files.writeString(home.resolve("lib/server/libjvm.so"), "the machine");
        Files.setLastModifiedTime(Files.writeString(home.resolve("lib/agent.jar"), "the agent"), TIME);
        Files.createSymbolicLink(home.resolve("lib/libjsig.so"), Path.of("server/libjvm.so"));
        return home;
    }

    private static void program(Path file) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(file, "#!/bin/sh\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** As bin/agent starts it. */
    private OwnCommand startedFrom(Path home) {
        String jar = home.resolve("bin") + "/../lib/agent.jar";
        return OwnCommand.of(List.of("java", "-XX:+UseSerialGC", "-jar", jar, "boot"), home.resolve("bin/java"), folder)
                .orElseThrow();
    }

    @Test
    void inTheStateFolderItIsStartedFromWhereItLies() throws IOException {
        Path home = runtime(state.resolve("0123/agent-runtime"));
        assertThat(startedFrom(home).keptIn(state).telling("resume"))
                .containsExactly(home.resolve("bin/agent").toString(), "resume");
        assertThat(state.resolve("agent-runtime")).doesNotExist();
        assertThat(state.resolve("agent.jar")).doesNotExist();
    }

    @Test
    void inTheStateFolderByALinkItIsNotCopiedEither() throws IOException {
        Path home = runtime(state.resolve("0123/agent-runtime"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("state"));
        Path linked = link.resolve(folder.resolve("state").relativize(home));
        assertThat(startedFrom(linked).keptIn(link.resolve("agent")).telling())
                .containsExactly(home.resolve("bin/agent").toString());
        assertThat(state.resolve("agent-runtime")).doesNotExist();
    }

    @Test
    void whatAnotherPlaceKeepsIsNotHeldTwice() throws IOException {
        Path home = runtime(folder.resolve("opt/agent-runtime"));
        OwnRuntime own = new OwnRuntime(home).lasting(state, List.of(folder.resolve("tmp")));
        assertThat(own.command()).isEqualTo(home.resolve("bin/agent"));
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void whatARebootEmptiesIsCopiedWithModesTimesAndLinks() throws IOException {
        Path home = runtime(folder.resolve("tmp/agent-runtime"));
        OwnRuntime kept = new OwnRuntime(home).lasting(state, List.of(folder.resolve("tmp")));
        assertThat(kept.command())
                .isEqualTo(state.resolve("agent-runtime/bin/agent"))
                .isExecutable();
        Path lib = kept.home().resolve("lib");
        assertThat(lib.resolve("agent.jar")).hasContent("the agent");
        assertThat(Files.isExecutable(lib.resolve("agent.jar"))).isFalse();
        assertThat(Files.getLastModifiedTime(lib.resolve("agent.jar"))).isEqualTo(TIME);
        assertThat(lib.resolve("libjsig.so")).isSymbolicLink().hasContent("the machine");
        assertThat(OwnRuntime.of(kept.home().resolve("bin/java"), lib.resolve("agent.jar")))
                .contains(kept);
    }

    @Test
    void aCopyStaysUntilTheRuntimeIsAnotherAndNothingElseIsLeft() throws IOException {
        Path home = runtime(folder.resolve("tmp/agent-runtime"));
        List<Path> fleeting = List.of(folder.resolve("tmp"));
        Path jar = new OwnRuntime(home).lasting(state, fleeting).home().resolve("lib/agent.jar");
        Object file = Files.getAttribute(jar, "unix:ino");
        new OwnRuntime(home).lasting(state, fleeting);
        assertThat(Files.getAttribute(jar, "unix:ino")).isEqualTo(file);
        Files.writeString(home.resolve("lib/agent.jar"), "another agent");
        Files.delete(home.resolve("lib/libjsig.so"));
        Files.createDirectories(state.resolve(".agent-runtime.new/lib")); // of a try that was cut off
        new OwnRuntime(home).lasting(state, fleeting);
        assertThat(jar).hasContent("another agent");
        assertThat(jar.resolveSibling("libjsig.so")).doesNotExist();
        try (var left = Files.list(state)) {
            assertThat(left).containsExactly(state.resolve("agent-runtime"));
        }
    }

    @Test
    void whatATryThatWasCutOffLeftIsRemovedWhateverItsModes() throws IOException {
        Path home = runtime(folder.resolve("tmp/agent-runtime"));
        Path closed = Files.createDirectories(state.resolve(".agent-runtime.new/lib"));
        Files.writeString(closed.resolve("agent.jar"), "half an ag");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        new OwnRuntime(home).lasting(state, List.of(folder.resolve("tmp")));
        try (var left = Files.list(state)) {
            assertThat(left).containsExactly(state.resolve("agent-runtime"));
        }
    }

    @Test
    void whereNoProgramCanBeStartedNoCopyIsLeft() throws IOException {
        Path home = runtime(folder.resolve("tmp/agent-runtime"));
        Files.setPosixFilePermissions(home.resolve("bin/agent"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> new OwnRuntime(home).lasting(state, List.of(folder.resolve("tmp"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("noexec");
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aJarBesideAnyOtherJavaIsNoRuntime() throws IOException {
        Path home = runtime(folder.resolve("runtime"));
        Path other = runtime(folder.resolve("other"));
        Path java = home.resolve("bin/java");
        assertThat(OwnRuntime.of(java, other.resolve("lib/agent.jar"))).isEmpty();
        assertThat(OwnRuntime.of(Path.of("/bin/sh"), home.resolve("lib/agent.jar")))
                .isEmpty();
        Files.delete(home.resolve("bin/agent"));
        assertThat(OwnRuntime.of(java, home.resolve("lib/agent.jar"))).isEmpty();
    }
}
