package startup.run;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import startup.base.AgentException;
import startup.base.Event;
import startup.base.Events;
import startup.plan.ModuleDigest;

/**
 * What has become of the modules of a run: read from its journal, and noted there, step by step, before a step counts.
 * Safe for several threads. Errors: exit status 15 where something cannot be noted.
 */
public final class Ledger {
    private final RunId run;
    private final Journal journal;
    private final RunHistory history;
    private final Map<String, ModuleDigest> digests;
    private final Successes successes;
    private final InstantSource wallClock;
    private final Events events;
    private final String boot = BootId.current();

    /**
     * That of one run.
     *
     * @param history what the journal held when this agent opened it
     * @param digests of the modules whose success is kept for later runs
     */
    public Ledger(
            RunId run,
            Journal journal,
            RunHistory history,
            Map<String, ModuleDigest> digests,
            Successes successes,
            InstantSource wallClock,
            Events events) {
        this.run = run;
        this.journal = journal;
        this.history = history;
        this.digests = digests;
        this.successes = successes;
        this.wallClock = wallClock;
        this.events = events;
    }

    /** What earlier agents noted of a module. */
    ModuleHistory of(String module) {
        return history.module(module);
    }

    /** Whether a module asked for a reboot that has not come yet. */
    boolean waitsForReboot() {
        return history.waitsForReboot(boot);
    }

    /** There may be a process from here on. */
    void starting(String module, int attempt) throws AgentException {
        journal.append(new JournalRecord.AttemptStarting(module, attempt, boot));
    }

    void started(String module, int attempt, ProcessName process) throws AgentException {
        journal.append(new JournalRecord.AttemptStarted(module, attempt, process));
    }

    /** Another attempt follows. */
    void ended(String module, int attempt, AttemptEnd end, Duration took) throws AgentException {
        journal.append(record(module, attempt, end, took));
    }

    /** The module is not run again in this run. */
    void ended(int attempt, AttemptEnd end, Duration took, ModuleResult result) throws AgentException {
        journal.append(record(result.module(), attempt, end, took), new JournalRecord.ModuleEnded(result));
        keepSuccessOf(result);
    }

    /** The module is run again after a reboot, the {@code count}th of the run. */
    void waitsForReboot(String module, int attempt, AttemptEnd end, Duration took, int count) throws AgentException {
        journal.append(record(module, attempt, end, took), new JournalRecord.RebootAsked(module, attempt, count));
    }

    private static JournalRecord record(String module, int attempt, AttemptEnd end, Duration took) {
        return new JournalRecord.AttemptEnded(module, attempt, AttemptKind.of(end), end.exit(), took);
    }

    /** For later runs; an earlier agent of this one may have died before it could. */
    void keepSuccessOf(ModuleResult result) {
        String module = result.module();
        ModuleDigest digest = digests.get(module);
        if (digest == null || !(result instanceof ModuleResult.Succeeded)) {
            return;
        }
        try {
            successes.record(new Success(module, digest, run.toString(), wallClock.instant(), boot));
        } catch (IOException diskFull) {
            events.emit(Event.ofModule(
                    Event.Level.WARN,
                    "module.success-not-kept",
                    module,
                    0,
                    "Module " + module + " will run again in the next run, for its success could not be kept: "
                            + diskFull.getMessage()));
        }
    }
}
