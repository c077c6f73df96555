package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

/** The runtime archive that the build of this module has made for the machine that builds. */
final class RuntimeArchive {
    /** What {@code uname -m} calls the architectures that Java calls otherwise. */
    private static final Map<String, String> UNAME = Map.of("amd64", "x86_64");

    private RuntimeArchive() {}

    static Path built() {
        String architecture = System.getProperty("os.arch");
        String name = "agent-runtime-linux-" + UNAME.getOrDefault(architecture, architecture) + ".tar.gz";
        Path archive = Path.of("target", name).toAbsolutePath();
        assertThat(archive).as("what the phase package makes").isRegularFile();
        return archive;
    }
}
