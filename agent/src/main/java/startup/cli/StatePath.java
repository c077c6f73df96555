package startup.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import startup.run.StateFolder;

/** Which state folder a command works on. */
final class StatePath {
    private StatePath() {}

    static StateFolder of(Session session) {
        return of(session.terminal(), session.arguments());
    }

    static StateFolder of(Terminal terminal, Arguments arguments) {
        Map<String, String> environment = new HashMap<>(terminal.environment());
        environment.putIfAbsent("HOME", System.getProperty("user.home", "/"));
        Path root = arguments
                .value(CliOption.STATE)
                .map(given -> terminal.workingFolder().resolve(given))
                .orElseGet(() -> StateFolder.defaultRoot(
                        environment, System.getProperty("user.name", "").equals("root")));
        return new StateFolder(root);
    }
}
