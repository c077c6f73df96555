package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code agent userdata} of the real {@code agent.jar} prints, in a file. */
final class PrintedStub {
    static final Path AGENT = Path.of(System.getProperty("agent.jar")).toAbsolutePath();

    private PrintedStub() {}

    /** Written into {@code file}, by an environment without wishes. */
    static Path into(Path file, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                AGENT.toString(),
                "userdata",
                "--output",
                file.toString()));
        command.addAll(List.of(options));
        Path told = file.resolveSibling("told");
        Process agent = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        assertThat(agent.waitFor()).as(Files.readString(told)).isZero();
        return file;
    }
}
