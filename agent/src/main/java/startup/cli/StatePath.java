package startup.cli;

import java.nio.file.Path;
import startup.run.StateFolder;

/** Which state folder a command works on. */
final class StatePath {
    private StatePath() {}

    static StateFolder of(Session session) {
        Terminal terminal = session.terminal();
        Path root = session.arguments()
                .value(CliOption.STATE)
                .map(given -> terminal.workingFolder().resolve(given))
                .orElseGet(() -> StateFolder.defaultRoot(
                        terminal.environment(),
                        System.getProperty("user.name", "").equals("root")));
        return new StateFolder(root);
    }
}
