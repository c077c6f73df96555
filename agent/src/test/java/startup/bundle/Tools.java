package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real programs of this machine. */
final class Tools {
    private Tools() {}

    /** Skips the test on a laptop without the program; fails it where all is there. */
    static void need(String program) {
        boolean found = false;
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            found |= Files.isExecutable(Path.of(folder, program));
        }
        if (!found && "true".equals(System.getenv("CI"))) {
            fail(program + " is not installed");
        }
        assumeTrue(found, program + " is not installed");
    }

    /** Runs a line of bash that must succeed, in a folder, and returns what it printed. */
    static String bash(Path folder, String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of("bash", "-c", "set -e -o pipefail; umask 022; " + line))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(line + "\n" + output).isZero();
        return output;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
