package startup.boot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import startup.base.AgentException;
import startup.log.EventLog;
import startup.run.BootId;
import startup.run.JournalRecord;
import startup.run.LeftAttempts;
import startup.run.OpenRun;
import startup.run.RunFolder;
import startup.run.ShellTools;
import startup.run.StateFolder;

/** Which run an agent works on: the one that another agent has left, or a new one. For the holder of the state's lock. */
final class RunOpening {
    private final BootOrder order;
    private final StateFolder state;
    private final Audience audience;
    private final EventLog log;
    private final Machine machine;

    RunOpening(BootOrder order, StateFolder state, Audience audience, EventLog log, Machine machine) {
        this.order = order;
        this.state = state;
        this.audience = audience;
        this.log = log;
        this.machine = machine;
    }

    /** The run that was left, if it is of the bundle that is ordered; else a new one, and what was left is given up. */
    OpenRun leftOrNew() throws IOException {
        Optional<OpenRun> left = left();
        if (left.isPresent()
                && left.get().begun().bundle().equals(order.bundle().identity())) {
            return left.get();
        }
        if (left.isPresent()) {
            giveUp(left.get());
        }
        return begin();
    }

    /** The run that has no verdict yet; empty if there is none. */
    Optional<OpenRun> left() throws IOException {
        own();
        Optional<RunFolder> last = state.lastRun();
        return last.isPresent() ? OpenRun.left(last.get(), machine.wallClock()) : Optional.empty();
    }

    private void own() throws IOException {
        try {
            new Ownership(state, machine, log).settle();
        } catch (InterruptedException toldToStop) {
            throw new InterruptedIOException("told to stop before a run had begun");
        }
    }

    private OpenRun begin() throws AgentException {
        Instant now = machine.wallClock().instant();
        RunFolder folder = state.newRun(now, machine.random());
        return OpenRun.begin(
                folder,
                new JournalRecord.RunBegun(
                        folder.id().toString(),
                        order.bundle().identity(),
                        LocalDate.ofInstant(now, ZoneOffset.UTC).toString(),
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        BootId.current(),
                        machine.agent(),
                        order.stated().options(),
                        order.stated().keySources()),
                machine.wallClock());
    }

    /** A machine has one personality: who boots another bundle has no use for the rest of the last one. */
    private void giveUp(OpenRun left) throws IOException {
        try (left) {
            log.warn("run.given-up", "Run " + left.folder().id() + " is given up, for it is of another bundle");
            stopAttemptsOf(left);
            new LeftLogs(audience.stores(), machine.wallClock(), Optional.empty()).close(left);
        }
    }

    /** Of a run that nobody goes on with. */
    void stopAttemptsOf(OpenRun run) throws AgentException {
        new LeftAttempts(run, ShellTools.find(machine.environment()), machine.ticker()).stop();
    }
}
