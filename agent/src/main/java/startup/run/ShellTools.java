package startup.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * The programs that supervise a script, by their full names: a module's own {@code PATH} must not change which they are.
 * All are in every distribution's smallest image, busybox's included, but bash, without which no module runs anyway.
 */
public record ShellTools(Path bash, Path setsid, Path env, Path dd) {
    /** What execvp(3) takes where there is no PATH. */
    private static final String USUAL_PATH = "/usr/bin:/bin";

    /**
     * Finds them as a shell would, in the agent's own environment.
     *
     * @throws AgentException with exit status 15, naming the program that is missing
     */
    public static ShellTools find(Map<String, String> environment) throws AgentException {
        String path = environment.getOrDefault("PATH", USUAL_PATH) + ":" + USUAL_PATH;
        return new ShellTools(find("bash", path), find("setsid", path), find("env", path), find("dd", path));
    }

    static Path find(String program, String path) throws AgentException {
        for (String folder : path.split(":", -1)) {
            Optional<Path> found = executable(folder, program);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AgentException(
                ExitStatus.MACHINE,
                "No module can be run",
                "the program '" + program + "' is not on this machine",
                "Install it in the image, or add its folder to PATH");
    }

    /** Relative folders of a path are left out: the agent and the module are in different ones. */
    private static Optional<Path> executable(String folder, String program) {
        Path file = Path.of(folder, program);
        return file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)
                ? Optional.of(file)
                : Optional.empty();
    }
}
