package startup.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Java that has this agent in it, as {@code launcher-stub} makes it for images without Java: a folder with {@code
 * bin/agent}, {@code bin/java} and {@code lib/agent.jar}. It is started by {@code bin/agent}, which knows the options that
 * fit it.
 *
 * @param home that folder, absolute and without links
 */
record OwnRuntime(Path home) {
    private static final Path COMMAND = Path.of("bin", "agent");

    /** Emptied by a reboot, or later by systemd-tmpfiles. Source: Filesystem Hierarchy Standard 3.0; tmpfiles.d(5). */
    private static final List<Path> FLEETING =
            List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/run"), Path.of("/dev/shm"));

    /** That of a process, if it is one. */
    static Optional<OwnRuntime> of(Path program, Path jar) throws IOException {
        Path bin = program.toRealPath().getParent();
        Path home = bin == null ? null : bin.getParent();
        return home != null
                        && home.resolve("lib").resolve("agent.jar").equals(jar.toRealPath())
                        && Files.isExecutable(home.resolve(COMMAND))
                ? Optional.of(new OwnRuntime(home))
                : Optional.empty();
    }

    /** What starts it. */
    Path command() {
        return home.resolve(COMMAND);
    }

    /** Itself if it will be there after a reboot, else a copy: it is some 90 MB, which a small disk should not hold twice. */
    OwnRuntime lasting(Path folder) throws IOException {
        return lasting(folder, FLEETING);
    }

    OwnRuntime lasting(Path folder, List<Path> fleeting) throws IOException {
        if (home.startsWith(folder.toRealPath()) || fleeting.stream().noneMatch(home::startsWith)) {
            return this;
        }
        OwnRuntime copy = new OwnRuntime(folder.resolve("agent-runtime"));
        CopiedTree tree = new CopiedTree(home, copy.home());
        tree.bring();
        if (!Files.isExecutable(copy.command())) {
            tree.remove();
            throw new IOException("no program can be started from " + folder + ", for it is mounted noexec");
        }
        return copy;
    }
}
