package startup.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import startup.base.ExitStatus;

/** The whole agent in the test's own JVM: for what is tried a thousand times. */
final class AgentHere {
    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();

    /** Keeps state below {@code folder}, which is also the working folder. */
    AgentHere(Path folder) {
        this.folder = folder;
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("HOME", folder.toString());
        // nobody in a test asks the network's own metadata service
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("STARTUP_OPT_STATE", state().toString());
    }

    AgentHere environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Path state() {
        return folder.resolve("state");
    }

    Outcome run(String... words) {
        return run(InputStream.nullInputStream(), words);
    }

    Outcome run(InputStream in, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                folder,
                false);
        ExitStatus status = new CommandLine(terminal).run(words);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    record Outcome(ExitStatus status, String out, String err) {
        /** The one line that says what went wrong. */
        String error() {
            return err.lines()
                    .filter(line -> line.contains("ERROR"))
                    .reduce((first, last) -> last)
                    .orElse("");
        }
    }
}
