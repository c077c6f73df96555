package startup.modules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The finished {@code agent.jar}, as a process of the Java that runs the tests. */
final class Agent {
    private Agent() {}

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("agent.jar")).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
