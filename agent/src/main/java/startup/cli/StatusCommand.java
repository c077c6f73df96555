package startup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.report.VerdictDocument;
import startup.run.BootId;
import startup.run.Journal;
import startup.run.RunFolder;
import startup.run.RunHistory;
import startup.run.StateFolder;

/** {@code agent status}: the run under way, or the last one; exits as that run did. */
final class StatusCommand implements Command {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Session session;
    private final StateFolder state;
    private final boolean json;

    StatusCommand(Session session) throws AgentException {
        this.session = session;
        this.state = StatePath.of(session);
        this.json = session.arguments().choice(CliOption.FORMAT, "text", "json").equals("json");
    }

    @Override
    public ExitStatus run() throws IOException, InterruptedException {
        RunFolder run = run(session.arguments().operand());
        boolean inUse = state.isInUse();
        VerdictDocument verdict = read(run);
        while (session.arguments().has(CliOption.WAIT) && verdict.isRunning() && inUse) {
            session.ticker().sleep(BETWEEN_LOOKS);
            inUse = state.isInUse(); // asked first: an agent lets go only after its verdict is written
            verdict = read(run);
        }
        if (verdict.isRunning() && !inUse) {
            return left(run, verdict);
        }
        return new VerdictOutput(session, json).show(verdict);
    }

    private ExitStatus left(RunFolder run, VerdictDocument verdict) throws IOException {
        boolean reboot = isForReboot(run);
        session.log()
                .warn(
                        "run.abandoned",
                        reboot
                                ? "The run waits for a reboot of the machine; 'agent resume' asks for one again"
                                : "No agent is at work on this run: it was stopped or killed");
        new VerdictOutput(session, json).show(verdict);
        return reboot ? ExitStatus.REBOOTING : withoutVerdict(verdict);
    }

    private static boolean isForReboot(RunFolder run) throws AgentException {
        RunHistory history = new RunHistory();
        if (Files.exists(run.journal())) {
            Journal.read(run.journal(), history);
        }
        return history.waitsForReboot(BootId.current());
    }

    /** What the run's agent ended with, as far as it could tell. */
    private static ExitStatus withoutVerdict(VerdictDocument verdict) {
        String signal = verdict.interrupted();
        if (signal == null) {
            return ExitStatus.AGENT_FAULT;
        }
        return signal.equals("SIGINT") ? ExitStatus.INTERRUPTED : ExitStatus.TERMINATED;
    }

    private RunFolder run(Optional<String> id) throws AgentException {
        Optional<RunFolder> run = id.isPresent() ? state.run(id.get()) : state.lastRun();
        if (run.isEmpty()) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    id.map(given -> "There is no run " + given).orElse("There is no run yet"),
                    "the state folder " + state.root() + " has none",
                    "Boot a bundle first, or name another folder with --state");
        }
        return run.get();
    }

    private static VerdictDocument read(RunFolder run) throws IOException {
        return VerdictDocument.parse(Files.readString(run.verdict()));
    }
}
