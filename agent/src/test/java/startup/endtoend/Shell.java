package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Bash in a folder: makes bundles with the real tools, and is the old pipeline. */
record Shell(Path folder) {
    /** What it printed, both streams together; it must succeed. */
    String run(String script, String... arguments) throws IOException, InterruptedException {
        Result result = attempt(script, arguments);
        assertThat(result.exit()).as(script + "\n" + result.output()).isZero();
        return result.output();
    }

    Result attempt(String script, String... arguments) throws IOException, InterruptedException {
        return attempt(Map.of(), script, arguments);
    }

    Result attempt(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 4];
        command[0] = "bash";
        command[1] = "-c";
        command[2] = script;
        command[3] = "bash";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        Path output = Files.createTempFile(folder, "shell", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        Result result = new Result(exit, Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1));
        Files.delete(output);
        return result;
    }

    record Result(int exit, String output) {}
}
