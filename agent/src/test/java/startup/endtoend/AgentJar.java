package startup.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the built {@code agent.jar} as its user does, with a state folder of the test's own. */
final class AgentJar {
    private final Path folder;
    private final List<String> jvm = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> before = new ArrayList<>();
    private int runs;

    /** Keeps state, and what runs print, below {@code folder}. */
    AgentJar(Path folder) {
        this.folder = folder;
    }

    AgentJar jvm(String... options) {
        jvm.clear();
        jvm.addAll(List.of(options));
        return this;
    }

    AgentJar environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    AgentJar environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /** Starts it by these words, which end by executing what follows them. */
    AgentJar behind(String... words) {
        before.addAll(List.of(words));
        return this;
    }

    Path state() {
        return folder.resolve("state");
    }

    /** The folder of the run that was begun last; two may have begun in one second, so names do not tell. */
    Path lastRun() throws IOException {
        Path runs = state().resolve("runs");
        return runs.resolve(Files.readString(runs.resolve(".last")));
    }

    Outcome run(String... words) throws IOException, InterruptedException {
        Started started = start(words);
        return started.await();
    }

    Started start(String... words) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-jar", System.getProperty("agent.jar", "target/agent.jar")));
        command.addAll(List.of(words));
        Path out = folder.resolve("agent-" + ++runs + ".out");
        Path err = folder.resolve("agent-" + runs + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("STARTUP_OPT_STATE", state().toString());
        // no test acts in somebody's own name, or asks the network's own metadata service
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    /** An agent under way; its streams are in files. */
    record Started(Process process, Path out, Path err) {
        Outcome await() throws IOException, InterruptedException {
            int exit = process.waitFor();
            return new Outcome(exit, Files.readString(out), read(err));
        }

        private static String read(Path file) throws IOException {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        }
    }

    record Outcome(int exit, String out, String err) {
        /** Both streams, for a test's description. */
        String all() {
            return out + err;
        }
    }
}
