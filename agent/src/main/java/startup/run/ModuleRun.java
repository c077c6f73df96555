package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import startup.base.Event;
import startup.base.HumanDuration;
import startup.base.RetryPolicy;
import startup.plan.Manifest;
import startup.plan.PlannedModule;

/** One module from its first attempt to its last. */
final class ModuleRun {
    /** How often a module that says "try again later" is tried again. Source: DESIGN, "An attempt". */
    private static final int MOST_TRIES_AGAIN = 5;

    private final PlannedModule module;
    private final Path out;
    private final ModuleEnvironment environment;
    private final Wrapper wrapper;
    private final Supervision supervision;
    private final RandomGenerator random;
    private final Tally tally;
    private final long begin;
    private int attempts;
    private int triesAgain;

    /**
     * Its first attempt counts as begun.
     *
     * @param random for the pauses between attempts; of this module alone
     * @param tally is told of each attempt as it begins, and of the end
     */
    ModuleRun(
            PlannedModule module,
            Path out,
            ModuleEnvironment environment,
            Wrapper wrapper,
            Supervision supervision,
            RandomGenerator random,
            Tally tally) {
        this.module = module;
        this.out = out;
        this.environment = environment;
        this.wrapper = wrapper;
        this.supervision = supervision;
        this.random = random;
        this.tally = tally;
        this.begin = supervision.ticker().nanoTime();
    }

    /** Runs it to its end; to be called once. If the thread is interrupted, because the agent is told to stop, so is it. */
    ModuleResult run() {
        try {
            return attempts();
        } catch (InterruptedException toldToStop) {
            return interrupted();
        }
    }

    private ModuleResult attempts() throws InterruptedException {
        countAttempt();
        supervision
                .events()
                .emit(Event.ofModule(
                        Event.Level.INFO, "module.started", module.name(), 0, "Starting module " + module.name()));
        while (true) {
            AttemptEnd end = attempt();
            if (end.succeeded()) {
                return succeeded();
            }
            Optional<Duration> pause = pauseAfter(end);
            if (pause.isEmpty()) {
                return failed(end);
            }
            tell(
                    Event.Level.WARN,
                    "module.retried",
                    "Module " + module.name() + " failed: " + because(end) + "; attempt " + (attempts + 1)
                            + " follows in " + HumanDuration.format(pause.get()));
            supervision.ticker().sleep(pause.get());
            countAttempt();
            tell(Event.Level.INFO, "module.attempted", "Starting attempt " + attempts + " of module " + module.name());
        }
    }

    private void countAttempt() {
        attempts++;
        tally.attempt(module.name(), attempts);
    }

    private ModuleResult succeeded() {
        ModuleResult result = end(new ModuleResult.Succeeded(module.name(), attempts, took()));
        tell(
                Event.Level.INFO,
                "module.finished",
                "Finished module " + module.name() + " in " + HumanDuration.format(result.took()));
        return result;
    }

    /** The tally comes before the event: who hears of the end finds the result. */
    private ModuleResult end(ModuleResult result) {
        tally.ended(result);
        return result;
    }

    private ModuleResult interrupted() {
        String because = "it was stopped because the agent was told to stop";
        ModuleResult result =
                end(new ModuleResult.Failed(module.name(), attempts, took(), AttemptEnd.Broken.STOPPED, because));
        tell(Event.Level.ERROR, "module.interrupted", "Module " + module.name() + " did not finish: " + because);
        return result;
    }

    private AttemptEnd attempt() throws InterruptedException {
        try {
            AttemptEnd end = new Attempt(module, attempts, out, environment, wrapper, supervision).run();
            if (end instanceof AttemptEnd.OutOfTime) {
                tell(Event.Level.WARN, "module.timed-out", "Stopped module " + module.name() + ": " + end.because());
            }
            return end;
        } catch (IOException e) {
            return AttemptEnd.Broken.notStarted("start-up.sh", e);
        }
    }

    /** How long to wait before another attempt; empty for none. */
    private Optional<Duration> pauseAfter(AttemptEnd end) {
        if (module.manifest().isEmpty() || end.exit() == AttemptEnd.REBOOT) {
            return Optional.empty();
        }
        Manifest.Retry retry = module.manifest().get().retry();
        boolean again = attempts < retry.attempts();
        if (end.exit() == AttemptEnd.TRY_AGAIN) {
            triesAgain++;
            again |= triesAgain <= MOST_TRIES_AGAIN;
        }
        Duration longest = retry.max().compareTo(retry.backoff()) < 0 ? retry.backoff() : retry.max();
        return again
                ? Optional.of(new RetryPolicy(retry.backoff(), longest).pauseAfter(attempts, random))
                : Optional.empty();
    }

    private ModuleResult failed(AttemptEnd end) {
        ModuleResult result = end(
                end instanceof AttemptEnd.OutOfTime outOfTime
                        ? new ModuleResult.TimedOut(module.name(), attempts, took(), outOfTime.limit())
                        : new ModuleResult.Failed(module.name(), attempts, took(), end.exit(), because(end)));
        tell(
                module.essential() ? Event.Level.ERROR : Event.Level.WARN,
                "module.failed",
                "Module " + module.name() + " failed after " + HumanDuration.format(result.took()) + ": "
                        + because(end));
        return result;
    }

    private String because(AttemptEnd end) {
        return module.manifest().isPresent() && end.exit() == AttemptEnd.REBOOT
                ? "it asks for a reboot (exit status 194), which needs --allow-reboot"
                : end.because();
    }

    private Duration took() {
        return Duration.ofNanos(supervision.ticker().nanoTime() - begin);
    }

    private void tell(Event.Level level, String action, String message) {
        supervision.events().emit(Event.ofModule(level, action, module.name(), attempts, message));
    }
}
