package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One execution of a filled stub by one shell, in an environment that holds what the test gives and nothing else. */
final class StubRun {
    private final Process process;
    private final BufferedReader errors;
    private final Path output;
    private final List<String> seen = new ArrayList<>();

    /**
     * Starts it with INT as a person's shell would have it: not ignored.
     *
     * @param shell the words before the script: {@code busybox sh}
     */
    StubRun(List<String> shell, Path stub, Map<String, String> environment) throws IOException {
        output = stub.resolveSibling("output");
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT,QUIT"));
        command.addAll(shell);
        command.add(stub.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.start();
        errors = process.errorReader(StandardCharsets.UTF_8);
    }

    /** Waits until this stands on a line of standard error. */
    void awaitError(String line) throws IOException {
        String next;
        do {
            next = errors.readLine();
            assertThat(next).as("standard error after %s", seen).isNotNull();
            seen.add(next);
        } while (!next.equals(line));
    }

    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("/bin/kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    void awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    }

    /** Waits for the end and returns the exit status. */
    int exit() throws IOException, InterruptedException {
        errors.lines().forEach(seen::add);
        awaitEnd();
        return process.exitValue();
    }

    List<String> errors() {
        return seen;
    }

    List<String> output() throws IOException {
        return Files.readAllLines(output);
    }

    /** What people are to look at: the last line on standard output. */
    String verdict() throws IOException {
        List<String> lines = output();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
