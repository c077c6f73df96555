package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real bash, in the C locale. */
final class Bash {
    private Bash() {}

    /** What the script prints, as raw bytes in ISO-8859-1. */
    static String run(Path folder, String script) throws IOException, InterruptedException {
        boolean there = Files.isExecutable(Path.of("/bin/bash"));
        assumeTrue(there || "true".equals(System.getenv("CI")), "needs /bin/bash");
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/bash", "-c", script)).directory(folder.toFile());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT).environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(script).isZero();
        return output;
    }
}
