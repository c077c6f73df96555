package startup.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** From the words of a command line to an exit status. Every failure becomes one line for people here, and only here. */
final class CommandLine {
    private final Terminal terminal;

    CommandLine(Terminal terminal) {
        this.terminal = terminal;
    }

    ExitStatus run(String... words) {
        boolean debug = false;
        try {
            Arguments arguments = new ArgumentParser(terminal.environment()).parse(words);
            debug = arguments.has(CliOption.DEBUG);
            return run(arguments);
        } catch (AgentException e) {
            return failed(e, debug);
        } catch (FileSystemException e) {
            return failed(machineFault(e), debug);
        } catch (IOException e) {
            return failed(
                    new AgentException(
                            ExitStatus.MACHINE,
                            "This machine failed the agent",
                            String.valueOf(e.getMessage()),
                            "Look at its disk and its limits",
                            e),
                    debug);
        } catch (InterruptedException e) {
            terminal.err().println("ERROR Stopped by a signal");
            return StopSignal.status();
        } catch (RuntimeException e) {
            return failed(
                    new AgentException(
                            ExitStatus.AGENT_FAULT,
                            "The agent has a fault",
                            e.toString(),
                            "Run it again with --debug and report what it prints",
                            e),
                    debug);
        }
    }

    private ExitStatus run(Arguments arguments) throws IOException, InterruptedException {
        if (arguments.has(CliOption.HELP)) {
            terminal.out().print(Help.of(arguments.command()));
            return ExitStatus.OK;
        }
        if (arguments.has(CliOption.VERSION)) {
            terminal.out().println(Version.ofThisBuild());
            return ExitStatus.OK;
        }
        if (arguments.command() == CommandName.COMPLETION) {
            terminal.out().print(Completion.bash());
            return ExitStatus.OK;
        }
        try (Session session = new Session(terminal, arguments)) {
            return command(session).run();
        }
    }

    private static Command command(Session session) throws AgentException {
        return switch (session.arguments().command()) {
            case BOOT -> new BootCommand(session);
            case PLAN -> new PlanCommand(session);
            case INSPECT -> new InspectCommand(session);
            case UNPACK -> new UnpackCommand(session);
            case DECRYPT -> new DecryptCommand(session);
            case STATUS -> new StatusCommand(session);
            case COMPLETION -> throw new IllegalArgumentException("completion needs no session");
        };
    }

    private static AgentException machineFault(FileSystemException e) {
        boolean denied = e instanceof AccessDeniedException;
        String why =
                denied ? "permission denied" : String.valueOf(e.getReason() == null ? e.toString() : e.getReason());
        return new AgentException(
                ExitStatus.MACHINE,
                "This machine did not let the agent use " + e.getFile(),
                why,
                denied
                        ? "Run it as a user who may, or choose another folder with --state"
                        : "Look at its disk and its limits",
                e);
    }

    private ExitStatus failed(AgentException failure, boolean debug) {
        terminal.err().println("ERROR " + failure.getMessage());
        if (debug) {
            failure.printStackTrace(terminal.err());
        }
        return failure.status();
    }
}
