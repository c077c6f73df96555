package startup.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program of this process by the name that lasts longest: {@code /usr/bin/java} still leads to a Java after an update
 * has moved the real one, {@code /usr/lib/jvm/java-17-openjdk-17.0.9.0.9-2.el9.x86_64/bin/java}.
 *
 * @param real what the process runs, without links
 * @param path the {@code PATH} by which it may have been found
 */
record OwnProgram(Path real, String path) {
    /** Where that name leads to the program, else its real place. */
    Path named(String name) throws IOException {
        if (name.startsWith("/")) {
            return leadsHere(Path.of(name)).orElse(real);
        }
        if (name.indexOf('/') < 0) {
            for (String folder : path.split(":", -1)) {
                Optional<Path> found = folder.startsWith("/") ? leadsHere(Path.of(folder, name)) : Optional.empty();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return real;
    }

    private Optional<Path> leadsHere(Path link) throws IOException {
        return Files.exists(link) && link.toRealPath().equals(real) ? Optional.of(link) : Optional.empty();
    }
}
