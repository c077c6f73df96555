package startup.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCommandTest {
    private static final Path JAVA = Path.of("/usr/bin/java");

    @TempDir
    Path folder;

    private static Optional<List<String>> of(String... told) {
        return OwnCommand.of(List.of(told), JAVA, Path.of("/srv")).map(OwnCommand::telling);
    }

    @Test
    void itEndsWithTheJarSoThatNoPasswordIsInIt() {
        assertThat(of("java", "-XX:+UseSerialGC", "-jar", "/x/agent.jar", "boot", "--key", "pass:secret"))
                .contains(List.of("/usr/bin/java", "-XX:+UseSerialGC", "-jar", "/x/agent.jar"));
    }

    @Test
    void aRelativeJarIsThatOfTheWorkingFolder() {
        assertThat(of("java", "-jar", "target/agent.jar"))
                .contains(List.of("/usr/bin/java", "-jar", "/srv/target/agent.jar"));
    }

    @Test
    void optionsWithAValueOfTheirOwnKeepIt() {
        assertThat(of(
                        "java",
                        "--add-opens",
                        "java.base/java.io=ALL-UNNAMED",
                        "-cp",
                        "a.jar:/b",
                        "startup.cli.Main",
                        "boot"))
                .contains(List.of(
                        "/usr/bin/java",
                        "--add-opens",
                        "java.base/java.io=ALL-UNNAMED",
                        "-cp",
                        "/srv/a.jar:/b",
                        "startup.cli.Main"));
        assertThat(of("java", "-p", "mods", "-m", "startup/startup.cli.Main", "--key", "pass:x"))
                .contains(List.of("/usr/bin/java", "-p", "/srv/mods", "-m", "startup/startup.cli.Main"));
    }

    @Test
    void whatCannotBeToldIsNone() {
        assertThat(of("java", "-version")).isEmpty();
        assertThat(of("java", "@options", "boot")).isEmpty();
        assertThat(of("java", "-jar", "/\uFFFD/agent.jar")).isEmpty();
        assertThat(of("java", "-jar")).isEmpty();
    }

    @Test
    void itCanBeToldSomethingElse() {
        OwnCommand own = OwnCommand.of(List.of("java", "-jar", "/agent.jar", "boot"), JAVA, Path.of("/"))
                .orElseThrow();
        assertThat(own.telling("resume", "--state", "/s"))
                .containsExactly("/usr/bin/java", "-jar", "/agent.jar", "resume", "--state", "/s");
    }

    @Test
    void thisVeryProcessIsFound() {
        List<String> words =
                OwnCommand.ofThisProcess(System.getenv("PATH")).orElseThrow().telling();
        assertThat(Path.of(words.get(0))).isExecutable().isAbsolute();
    }

    @Test
    void aJarIsKeptUntilItIsAnother() throws IOException {
        Path jar = Files.writeString(folder.resolve("fetched.jar"), "one");
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(jar, time);
        Path state = Files.createDirectory(folder.resolve("state"));
        Path kept = state.resolve("agent.jar");
        OwnCommand own = OwnCommand.of(List.of("java", "-jar", jar.toString(), "boot"), JAVA, folder)
                .orElseThrow();
        assertThat(own.keptIn(state).telling()).containsExactly("/usr/bin/java", "-jar", kept.toString());
        assertThat(kept).hasContent("one");
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(time);
        Object file = Files.getAttribute(kept, "unix:ino");
        own.keptIn(state);
        assertThat(Files.getAttribute(kept, "unix:ino")).isEqualTo(file);
        Files.writeString(jar, "two");
        own.keptIn(state);
        assertThat(kept).hasContent("two");
        assertThat(own.keptIn(state).keptIn(state).telling()).contains(kept.toString());
    }

    @Test
    void aJarThatIsInTheFolderAlreadyIsStartedFromWhereItLies() throws IOException {
        Path jar =
                Files.writeString(Files.createDirectory(folder.resolve("0123")).resolve("agent.jar"), "one");
        OwnCommand own = OwnCommand.of(List.of("java", "-jar", jar.toString(), "boot"), JAVA, folder)
                .orElseThrow();
        assertThat(own.keptIn(folder).telling()).isEqualTo(own.telling());
        assertThat(folder.resolve("agent.jar")).doesNotExist();
    }

    @Test
    void whatIsNotOneJarStaysWhereItIs() throws IOException {
        OwnCommand own = OwnCommand.of(List.of("java", "-m", "startup/startup.cli.Main"), JAVA, folder)
                .orElseThrow();
        assertThat(own.keptIn(folder).telling()).isEqualTo(own.telling());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theProgramIsNamedByALinkThatLeadsToItAndByNoOther() throws IOException {
        Path real = Files.writeString(folder.resolve("java-17.0.9"), "").toRealPath();
        Path other = Files.writeString(folder.resolve("other"), "");
        Path links = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("java"), real);
        Files.createSymbolicLink(links.resolve("java8"), other);
        OwnProgram program = new OwnProgram(real, "/no/such:relative:" + links);
        assertThat(program.named("java")).isEqualTo(link);
        assertThat(program.named(link.toString())).isEqualTo(link);
        assertThat(program.named("java8")).isEqualTo(real);
        assertThat(program.named("./java")).isEqualTo(real);
        assertThat(program.named("/no/such/java")).isEqualTo(real);
    }
}
