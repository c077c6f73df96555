package startup.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of old: the folder, the same sealed, and both ways to boot it. */
class StartUpExampleIT {
    private static final Path EXAMPLE = Path.of("examples/start-up-example").toAbsolutePath();
    private static final Path SEALED =
            Path.of("examples/start-up-example.tar.enc").toAbsolutePath();
    private static final String PASSWORD = "stirringdullroots";

    /** What people have in user-data since years; only where the bundle lies was filled in. */
    private static final String PIPELINE = """
            trap 'echo ERROR Bootstrapping failed; exit 1' ERR
            set -o pipefail
            curl -s "$BUNDLE" | openssl enc -d -aes-256-cbc -k stirringdullroots | tar x
            cd start-up-bundle
            for i in */start-up.sh; do (cd $(dirname $i); bash start-up.sh); done
            """;

    @TempDir
    private Path folder;

    private Path temporary;

    @BeforeEach
    void makeAFolderForWhatTheModulesMake() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @Test
    void theSealedFileHoldsExactlyTheFolder() throws Exception {
        need("openssl", "tar");
        Finished unsealed =
                bash("openssl enc -d -aes-256-cbc -md sha256 -k " + PASSWORD + " -in '" + SEALED + "' | tar x");
        assertThat(unsealed.exit()).isZero();
        assertThat(content(folder.resolve("start-up-bundle")))
                .as("run examples/seal.sh after a change of the example")
                .isEqualTo(content(EXAMPLE));
    }

    @Test
    void thePipelineOfOldBootsIt() throws Exception {
        need("curl", "openssl", "tar");
        Finished boot = bash(PIPELINE);
        assertThat(boot.exit()).isZero();
        assertThat(String.join("\n", boot.output()))
                .doesNotContain("ERROR")
                .containsSubsequence(
                        "This is ", "/clock/start-up.sh", "There is a folder now", "There is a letter for you");
        assertThat(letter()).contains("given a personality", "Written ");
    }

    @Test
    void thePipelineOfOldStopsAtAWrongPassword() throws Exception {
        need("curl", "openssl", "tar");
        Finished boot = bash(PIPELINE.replace(PASSWORD, "wrong"));
        assertThat(boot.exit()).isEqualTo(1);
        assertThat(boot.output()).endsWith("ERROR Bootstrapping failed");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void theAgentBootsIt() throws Exception {
        Finished boot = run(Agent.command(
                "--bundle",
                SEALED.toString(),
                "--key",
                "env:STARTUP_KEY",
                "--state",
                folder.resolve("state").toString()));
        assertThat(boot.exit()).isZero();
        assertThat(boot.output()).isNotEmpty().last().asString().startsWith("OK: 3 modules");
        assertThat(letter()).contains("given a personality", "Written ");
    }

    private String letter() throws IOException {
        try (Stream<Path> made = Files.list(temporary)) {
            List<Path> places = made.toList();
            assertThat(places).hasSize(1);
            return Files.readString(places.get(0).resolve("letter.txt"));
        }
    }

    private Finished bash(String script) throws IOException, InterruptedException {
        return run(List.of("bash", "-c", script));
    }

    private Finished run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(folder.resolve("errors").toFile())
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "TMPDIR", temporary.toString(), "BUNDLE", SEALED.toUri().toString(), "STARTUP_KEY", PASSWORD));
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Finished(process.exitValue(), Files.readAllLines(output));
    }

    /** A laptop without one of them skips the test; CI fails. */
    private static void need(String... programs) {
        for (String program : programs) {
            boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
            assumeTrue(there || System.getenv("CI") != null, program + " is not installed");
            assertThat(there).as(program + " is installed").isTrue();
        }
    }

    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                content.put(
                        folder.relativize(file).toString(),
                        Files.isDirectory(file) ? "a folder" : Files.readString(file));
            }
        }
        return content;
    }

    private record Finished(int exit, List<String> output) {}
}
