package startup.run;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import startup.base.AgentException;
import startup.base.Event;
import startup.base.HumanDuration;
import startup.base.Ticker;
import startup.plan.PlannedModule;

/** One module from its first attempt, or from where an earlier agent left it, to its last. */
final class ModuleRun {
    /** A machine that goes down sends TERM to the agent too, if not to both in one moment. */
    private static final Duration SHUTDOWN_IS_HEARD = Duration.ofMillis(300);

    private final PlannedModule module;
    private final Attempts attempts;
    private final Ledger ledger;
    private final Reboots reboots;
    private final Retries retries;
    private final Tally tally;
    private final Ticker ticker;
    private final ModuleHistory history;
    private final long begin;
    private Duration before;
    private long attemptBegin;
    private int attempt;
    private boolean underWay;

    /**
     * Its first attempt counts as begun.
     *
     * @param random for the pauses between attempts; of this module alone
     * @param tally is told of each attempt as it begins, and of the end
     */
    ModuleRun(
            PlannedModule module,
            Attempts attempts,
            Ledger ledger,
            Reboots reboots,
            RandomGenerator random,
            Tally tally) {
        this.module = module;
        this.attempts = attempts;
        this.ledger = ledger;
        this.reboots = reboots;
        this.tally = tally;
        this.ticker = attempts.supervision().ticker();
        this.history = ledger.of(module.name());
        this.attempt = history.attempts();
        this.retries = new Retries(module.manifest(), history, random);
        this.before = history.spent();
        this.begin = ticker.nanoTime();
        this.attemptBegin = begin;
    }

    /**
     * Runs it to its end; to be called once. If the thread is interrupted, because the agent is told to stop, so is it.
     *
     * @throws AgentException if a step could not be noted, which then did not happen
     */
    Outcome run() throws AgentException {
        try {
            return outcome();
        } catch (InterruptedException toldToStop) {
            return interrupted();
        }
    }

    private Outcome outcome() throws AgentException, InterruptedException {
        AttemptEnd end = firstEnd();
        while (true) {
            if (end.succeeded()) {
                return succeeded(end);
            }
            if (asksForReboot(end) && reboots.next().isPresent()) {
                return untilReboot(end, reboots.next().get());
            }
            Optional<Duration> pause = retries.pauseAfter(end);
            if (pause.isEmpty()) {
                return failed(end);
            }
            ledger.ended(module.name(), attempt, end, sinceAttemptBegan());
            underWay = false;
            tellOfRetry(end, pause.get());
            ticker.sleep(pause.get());
            end = attemptAgain();
        }
    }

    private AttemptEnd firstEnd() throws AgentException, InterruptedException {
        if (history.underWay().isPresent()) {
            return takeOver(history.underWay().get());
        }
        if (attempt > 0) {
            boolean ended = history.lastEnd()
                    .filter(end -> end.kind() == AttemptKind.EXITED && end.exit() == 0)
                    .isPresent();
            return ended ? new AttemptEnd.Exited(new Ending(0, false)) : attemptAgain();
        }
        countAttempt();
        attempts.supervision()
                .events()
                .emit(Event.ofModule(
                        Event.Level.INFO, "module.started", module.name(), 0, "Starting module " + module.name()));
        return attempt();
    }

    private AttemptEnd takeOver(ModuleHistory.UnderWay left) throws AgentException, InterruptedException {
        tally.attempt(module.name(), attempt);
        tell(
                Event.Level.INFO,
                "module.resumed",
                "Taking over attempt " + attempt + " of module " + module.name() + " from an agent that is no more");
        underWay = true;
        Duration age = attempts.age(left);
        before = before.plus(age);
        attemptBegin -= age.toNanos();
        return told(attempts.goOn(module, left));
    }

    private AttemptEnd attemptAgain() throws AgentException, InterruptedException {
        countAttempt();
        tell(Event.Level.INFO, "module.attempted", "Starting attempt " + attempt + " of module " + module.name());
        return attempt();
    }

    private void countAttempt() {
        attempt++;
        tally.attempt(module.name(), attempt);
    }

    private AttemptEnd attempt() throws AgentException, InterruptedException {
        attemptBegin = ticker.nanoTime();
        ledger.starting(module.name(), attempt);
        underWay = true;
        return told(attempts.run(module, attempt, process -> ledger.started(module.name(), attempt, process)));
    }

    private AttemptEnd told(AttemptEnd end) throws InterruptedException {
        if (end.mayBeShutdown()) {
            ticker.sleep(SHUTDOWN_IS_HEARD);
        }
        if (end instanceof AttemptEnd.OutOfTime) {
            tell(Event.Level.WARN, "module.timed-out", "Stopped module " + module.name() + ": " + end.because());
        }
        return end;
    }

    private void tellOfRetry(AttemptEnd end, Duration pause) {
        boolean lost = end instanceof AttemptEnd.Lost;
        tell(
                Event.Level.WARN,
                "module.retried",
                (lost ? "Attempt " + attempt + " of module " + module.name() + " is void: " : failed()) + end.because()
                        + "; attempt " + (attempt + 1) + " follows"
                        + (lost ? "" : " in " + HumanDuration.format(pause)));
    }

    private String failed() {
        return "Module " + module.name() + " failed: ";
    }

    private Outcome succeeded(AttemptEnd end) throws AgentException {
        ModuleResult result = end(end, new ModuleResult.Succeeded(module.name(), attempt, took()));
        tell(
                Event.Level.INFO,
                "module.finished",
                "Finished module " + module.name() + " in " + HumanDuration.format(result.took()));
        return new Outcome.Ended(result);
    }

    /** The tally comes before the event: who hears of the end finds the result. */
    private ModuleResult end(AttemptEnd end, ModuleResult result) throws AgentException {
        ledger.ended(attempt, end, sinceAttemptBegan(), result);
        tally.ended(result);
        return result;
    }

    private Outcome interrupted() throws AgentException {
        if (underWay) {
            // all of it has been stopped, so nobody need look for it
            ledger.ended(module.name(), attempt, new AttemptEnd.Lost(), sinceAttemptBegan());
        }
        tally.putOff(module.name(), attempt);
        tell(
                Event.Level.WARN,
                "module.interrupted",
                "Module " + module.name() + " was stopped because the agent was told to stop; it runs again when the"
                        + " run goes on");
        return new Outcome.PutOff(module.name(), false);
    }

    private boolean asksForReboot(AttemptEnd end) {
        return module.manifest().isPresent() && end.exit() == AttemptEnd.REBOOT;
    }

    private Outcome untilReboot(AttemptEnd end, int count) throws AgentException {
        ledger.waitsForReboot(module.name(), attempt, end, sinceAttemptBegan(), count);
        tally.putOff(module.name(), attempt);
        tell(
                Event.Level.INFO,
                "module.reboot-asked",
                "Module " + module.name() + " asks for a reboot, and runs again after it");
        return new Outcome.PutOff(module.name(), true);
    }

    private Outcome failed(AttemptEnd end) throws AgentException {
        String because = asksForReboot(end) ? reboots.refusal() : end.because();
        ModuleResult result = end(
                end,
                end instanceof AttemptEnd.OutOfTime outOfTime
                        ? new ModuleResult.TimedOut(module.name(), attempt, took(), outOfTime.limit())
                        : new ModuleResult.Failed(module.name(), attempt, took(), end.exit(), because));
        tell(
                module.essential() ? Event.Level.ERROR : Event.Level.WARN,
                "module.failed",
                "Module " + module.name() + " failed after " + HumanDuration.format(result.took()) + ": " + because);
        return new Outcome.Ended(result);
    }

    private Duration took() {
        return before.plus(Duration.ofNanos(ticker.nanoTime() - begin));
    }

    private Duration sinceAttemptBegan() {
        return Duration.ofNanos(ticker.nanoTime() - attemptBegin);
    }

    private void tell(Event.Level level, String action, String message) {
        attempts.supervision().events().emit(Event.ofModule(level, action, module.name(), attempt, message));
    }
}
