package startup.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import startup.run.StateFolder;

/** Which state folder a command works on. */
final class StatePath {
    private StatePath() {}

    static StateFolder of(Session session) {
        Terminal terminal = session.terminal();
        Map<String, String> environment = new HashMap<>(terminal.environment());
        environment.putIfAbsent("HOME", System.getProperty("user.home", "/"));
        Path root = session.arguments()
                .value(CliOption.STATE)
                .map(given -> terminal.workingFolder().resolve(given))
                .orElseGet(() -> StateFolder.defaultRoot(
                        environment, System.getProperty("user.name", "").equals("root")));
        return new StateFolder(root);
    }
}
