package startup.run;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * A run without a verdict, which this agent works on: a new one, or one that another agent has left. For the holder of
 * the state folder's lock.
 *
 * @param history what the journal held when it was opened
 * @param begun the first record
 * @param left whether another agent has worked on it
 */
public record OpenRun(RunFolder folder, Journal journal, RunHistory history, JournalRecord.RunBegun begun, boolean left)
        implements AutoCloseable {
    /** So often a run's agent may crash; one that does may do so for ever. Source: DESIGN, "Command line". */
    private static final int MOST_CRASHES = 3;

    /** As many as a run may ask for. */
    private static final int MOST_UNASKED_REBOOTS = 5;

    /** A new one. */
    public static OpenRun begin(RunFolder folder, JournalRecord.RunBegun begun, InstantSource wallClock)
            throws AgentException {
        Journal journal = Journal.create(folder.journal(), wallClock);
        journal.append(begun);
        RunHistory history = new RunHistory();
        history.accept(begun);
        return new OpenRun(folder, journal, history, begun, false);
    }

    /** The run of that folder, if its journal says that it was begun and not ended. */
    public static Optional<OpenRun> left(RunFolder folder, InstantSource wallClock) throws AgentException {
        if (begunAndNotEnded(folder).isEmpty()) {
            return Optional.empty();
        }
        RunHistory history = new RunHistory();
        Journal journal = Journal.goOn(folder.journal(), wallClock, history);
        return Optional.of(new OpenRun(folder, journal, history, history.begun().orElseThrow(), true));
    }

    /** How the run began that could be gone on with; touches nothing. */
    public static Optional<JournalRecord.RunBegun> begunAndNotEnded(RunFolder folder) throws AgentException {
        if (!Files.exists(folder.journal())) {
            return Optional.empty();
        }
        RunHistory history = new RunHistory();
        Journal.read(folder.journal(), history);
        return history.isUnfinished() ? history.begun() : Optional.empty();
    }

    /** How the run began that came to its end before the machine was booted as it is now; empty if there is none. */
    public static Optional<JournalRecord.RunBegun> endedOnAnotherBoot(RunFolder folder) throws AgentException {
        if (!Files.exists(folder.journal())) {
            return Optional.empty();
        }
        RunHistory history = new RunHistory();
        Journal.read(folder.journal(), history);
        boolean before = !BootId.same(history.sessions().boot(), BootId.current());
        return before && history.end().isPresent() ? history.begun() : Optional.empty();
    }

    /** Notes that this agent goes on with it. */
    public void goOn() throws AgentException {
        journal.append(new JournalRecord.Resumed(
                BootId.current(), ProcessHandle.current().pid()));
    }

    /** Why nobody is to go on with it, if its agents crash, or its machine goes down, again and again. */
    public Optional<AgentException> hopeless() {
        Sessions sessions = history.sessions();
        if (sessions.unaskedReboots() >= MOST_UNASKED_REBOOTS) {
            return Optional.of(new AgentException(
                    ExitStatus.MODULE_FAILED,
                    "The run was given up",
                    "the machine has gone down " + sessions.unaskedReboots() + " times in the middle of it",
                    "See what a module does that reboots; it should exit 194 under --allow-reboot"));
        }
        int crashes = sessions.crashes() + (left && sessions.fellSilent(BootId.current()) ? 1 : 0);
        return crashes < MOST_CRASHES
                ? Optional.empty()
                : Optional.of(new AgentException(
                        ExitStatus.AGENT_FAULT,
                        "The run was given up",
                        "its agent has crashed " + crashes + " times",
                        "See the end of " + folder.events() + ", and what the machine's log says of its memory"));
    }

    /** The bundle is here, and proven. */
    public void arrived(JournalRecord.BundleArrived bundle) throws AgentException {
        journal.append(bundle);
    }

    /** What is to be done is known; it stays as the first agent planned it. */
    public void planned(JournalRecord.Planned plan) throws AgentException {
        if (history.plan().isEmpty()) {
            journal.append(plan);
        }
    }

    /** The machine is about to be told to boot. */
    public void rebooting() throws AgentException {
        journal.append(new JournalRecord.Rebooting());
    }

    /** The machine was told, and will. */
    public void rebootCommanded() throws AgentException {
        journal.append(new JournalRecord.RebootCommanded());
    }

    /** A signal has stopped this agent. */
    public void interrupted(String signal) throws AgentException {
        journal.append(new JournalRecord.Interrupted(signal));
    }

    /** The run has its verdict: nobody goes on with it. */
    public void ended(String verdict, int exit) throws AgentException {
        journal.append(new JournalRecord.RunEnded(verdict, exit));
    }

    @Override
    public void close() throws AgentException {
        journal.close();
    }
}
