package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs of this machine that the tests use, and a {@code PATH} with chosen ones only. */
final class Tools {
    private static final String[] FOLDERS = {"/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"};

    private final Path folder;

    /** An empty folder that is to be the {@code PATH}. */
    Tools(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Where the program is. A laptop without it skips the test; CI fails. */
    static Path find(String name) {
        for (String candidate : FOLDERS) {
            Path program = Path.of(candidate, name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        String reason = name + " is not installed";
        assertThat(System.getenv("CI")).as(reason).isNull();
        assumeTrue(false, reason);
        throw new AssertionError(reason);
    }

    Tools with(String... names) throws IOException {
        for (String name : names) {
            script(name, "exec " + find(name) + " \"$@\"");
        }
        return this;
    }

    /** A program made of these lines of shell. */
    Tools script(String name, String lines) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + lines + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return this;
    }

    String path() {
        return folder.toString();
    }
}
