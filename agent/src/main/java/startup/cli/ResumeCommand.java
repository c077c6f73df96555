package startup.cli;

import java.io.IOException;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.run.StateFolder;

/** {@code agent resume}: goes on with the run that has no verdict yet, under the options that it began with. */
final class ResumeCommand implements Command {
    private final Session session;
    private final StateFolder state;

    ResumeCommand(Session session) throws AgentException {
        this.session = session;
        this.state = StatePath.of(session);
    }

    @Override
    public ExitStatus run() throws IOException {
        return session.arguments().has(CliOption.BUNDLE) ? goOn() : nothing();
    }

    private ExitStatus goOn() throws AgentException, IOException {
        BootCommand boot = new BootCommand(session);
        return session.arguments().has(CliOption.EVERY_BOOT)
                ? boot.run()
                : boot.resume().orElseGet(this::nothing);
    }

    private ExitStatus nothing() {
        session.terminal().out().println("Nothing is left to resume in " + state.root());
        return ExitStatus.OK;
    }
}
