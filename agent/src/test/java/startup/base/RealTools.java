package startup.base;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs of this machine that a test needs: without one it is skipped and says so; in CI it fails. */
public final class RealTools {
    private RealTools() {}

    public static void need(String... programs) {
        for (String program : programs) {
            if (!isInstalled(program)) {
                String reason = program + " is not installed, and this test needs the real one";
                if ("true".equals(System.getenv("CI"))) {
                    Assertions.fail(reason);
                }
                Assumptions.abort(reason);
            }
        }
    }

    /** For what takes minutes: done in CI, and elsewhere only where {@code STARTUP_LONG_TESTS} is set. */
    public static void needTime(String reason) {
        boolean given = "true".equals(System.getenv("CI")) || System.getenv("STARTUP_LONG_TESTS") != null;
        Assumptions.assumeTrue(given, reason + "; set STARTUP_LONG_TESTS=1");
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
