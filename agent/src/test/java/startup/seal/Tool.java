package startup.seal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real program of this machine. Without it a test is skipped on a laptop and fails in CI. */
final class Tool {
    private final String program;

    private Tool(String program) {
        this.program = program;
    }

    static Tool named(String program) {
        boolean present = isPresent(program);
        if ("true".equals(System.getenv("CI")) && !present) {
            throw new AssertionError(program + " is not on PATH, and in CI every test must run");
        }
        assumeTrue(present, program + " is not on PATH");
        return new Tool(program);
    }

    private static boolean isPresent(String program) {
        for (String folder : String.valueOf(System.getenv("PATH")).split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** What it printed, or an error with what it complained of. */
    byte[] run(byte[] input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        Path given = Files.createTempFile("given", null);
        Path errors = Files.createTempFile("errors", null);
        try {
            Files.write(given, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(given.toFile())
                    .redirectError(errors.toFile())
                    .start();
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(errors));
            }
            return output;
        } finally {
            Files.delete(given);
            Files.delete(errors);
        }
    }

    byte[] run(String... arguments) throws IOException, InterruptedException {
        return run(new byte[0], List.of(arguments));
    }
}
