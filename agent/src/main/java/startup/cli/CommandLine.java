package startup.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.boot.AnotherMachine;
import startup.log.Redactor;

/** From the words of a command line to an exit status. */
final class CommandLine {
    /** What the JVM exits with by {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private final Terminal terminal;
    private final Redactor redactor = new Redactor();

    CommandLine(Terminal terminal) {
        this.terminal = terminal;
    }

    ExitStatus run(String... words) {
        boolean ofBoot = ArgumentParser.isBoot(words);
        boolean debug = false;
        try {
            Arguments arguments = new ArgumentParser(terminal.environment()).parse(words);
            debug = arguments.has(CliOption.DEBUG);
            return runOnThisMachine(arguments);
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
            throw e;
        } catch (InterruptedException | InterruptedIOException e) {
            return report(ofBoot, debug).tellStop();
        } catch (IOException e) {
            // an interrupt closes what a thread writes to, and comes in many guises
            FailureReport report = report(ofBoot, debug);
            return Thread.currentThread().isInterrupted() ? report.tellStop() : report.tell(e);
        } catch (RuntimeException | Error e) {
            return report(ofBoot, debug).tell(e);
        }
    }

    private FailureReport report(boolean ofBoot, boolean debug) {
        return new FailureReport(terminal, redactor, ofBoot, debug);
    }

    /** Again, if what was read of the state turned out to be another machine's: it is out of the way then. */
    private ExitStatus runOnThisMachine(Arguments arguments) throws IOException, InterruptedException {
        try {
            return run(arguments);
        } catch (AnotherMachine setAside) {
            return run(arguments);
        }
    }

    private ExitStatus run(Arguments arguments) throws IOException, InterruptedException {
        if (arguments.has(CliOption.HELP)) {
            return shown(Help.of(arguments.command()));
        }
        if (arguments.has(CliOption.VERSION)) {
            return shown(Version.ofThisBuild() + "\n");
        }
        if (arguments.command() == CommandName.COMPLETION) {
            return shown(Completion.of(arguments.operand()));
        }
        Arguments whole = new LeftRun(terminal).applyTo(arguments);
        try (Session session = new Session(terminal, whole, redactor)) {
            return command(session).run();
        }
    }

    private ExitStatus shown(String text) {
        terminal.out().print(text);
        return ExitStatus.OK;
    }

    private static Command command(Session session) throws AgentException {
        return switch (session.arguments().command()) {
            case BOOT -> new BootCommand(session);
            case PLAN -> new PlanCommand(session);
            case INSPECT -> new InspectCommand(session);
            case UNPACK -> new UnpackCommand(session);
            case DECRYPT -> new DecryptCommand(session);
            case STATUS -> new StatusCommand(session);
            case RESUME -> new ResumeCommand(session);
            case SHIP -> new ShipCommand(session);
            case USERDATA -> new UserDataCommand(session);
            case COMPLETION -> throw new IllegalArgumentException("completion needs no session");
        };
    }
}
