package startup.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import startup.base.AgentException;
import startup.base.Event;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/**
 * Runs the modules of a plan as its {@link Schedule} says, several at the same time, and goes on with what an earlier
 * agent left of them. Decides in the thread that calls; modules run in those of a {@link Crew}.
 *
 * <p>What runs may finish when an essential module has failed, its further attempts included, and when a module has asked
 * for a reboot. A module that pauses between two attempts keeps its locks and its place among those that run. Not safe
 * for several threads, but for {@link #results}, {@link #underWay} and {@link #putOff}.
 */
public final class Runner {
    private final Plan plan;
    private final RunTerms terms;
    private final Attempts attempts;
    private final Ledger ledger;
    private final Supervision supervision;
    private final Schedule schedule;
    private final Tally tally = new Tally();
    private boolean rebootAsked;

    /**
     * A run of that plan.
     *
     * @param standing results of modules that need not run any more, in any order
     */
    public Runner(Plan plan, RunTerms terms, Attempts attempts, Ledger ledger, List<ModuleResult> standing) {
        this.plan = plan;
        this.terms = terms;
        this.attempts = attempts;
        this.ledger = ledger;
        this.supervision = attempts.supervision();
        this.schedule = new Schedule(plan, terms.onFailure());
        for (ModuleResult result : standing) {
            schedule.ended(result);
            tally.ended(result);
            ledger.keepSuccessOf(result);
        }
    }

    /**
     * Runs them all, or until a module has asked for a reboot and the others that run have ended; to be called once.
     *
     * @return the results, in the plan's order; one for each module, but for a reboot
     * @throws AgentException if a step could not be noted; by then the attempts under way have been stopped
     * @throws InterruptedException if the thread was interrupted, because the agent was told to stop; likewise
     */
    public List<ModuleResult> run() throws IOException, InterruptedException {
        List<PlannedModule> left = left();
        try (Crew crew = new Crew(Math.max(terms.jobs(), left.size()))) {
            conduct(crew, left);
        } finally {
            supervision.cgroups().remove();
        }
        return inOrder();
    }

    /** Modules that an earlier agent had begun and not ended, be it between two attempts. */
    private List<PlannedModule> left() throws IOException {
        List<PlannedModule> left = new ArrayList<>();
        for (PlannedModule module : plan.modules()) {
            ModuleHistory history = ledger.of(module.name());
            if (history.attempts() > 0) {
                attempts.followLeftOutput(module, history);
            }
            if (history.isBegun()) {
                left.add(module);
            }
        }
        return left;
    }

    private void conduct(Crew crew, List<PlannedModule> left) throws AgentException, InterruptedException {
        try {
            for (PlannedModule module : left) {
                schedule.underWay(module.name());
                start(module, crew);
            }
            if (ledger.waitsForReboot()) {
                rebootAsked = true;
                schedule.hold();
            }
            step(crew);
            while (!schedule.isOver()) {
                take(crew.await());
                step(crew);
            }
        } catch (InterruptedException toldToStop) {
            crew.stop().forEach(this::take);
            throw toldToStop;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("told to stop while the last module ended");
        }
    }

    private void take(Outcome outcome) {
        if (outcome instanceof Outcome.Ended ended) {
            schedule.ended(ended.result());
        } else if (outcome instanceof Outcome.PutOff putOff) {
            rebootAsked |= putOff.untilReboot();
            schedule.putOff(putOff.module());
        }
    }

    private void step(Crew crew) {
        Schedule.Step step = schedule.next(Math.max(0, terms.jobs() - crew.busy()));
        for (ModuleResult.Skipped skipped : step.skipped()) {
            tally.ended(skipped);
            tell(skipped);
        }
        for (PlannedModule module : step.start()) {
            start(module, crew);
        }
    }

    private void start(PlannedModule module, Crew crew) {
        RandomGenerator random = new SplittableRandom(supervision.random().nextLong());
        crew.start(new ModuleRun(module, attempts, ledger, terms.reboots(), random, tally)::run);
    }

    private void tell(ModuleResult.Skipped skipped) {
        supervision
                .events()
                .emit(Event.ofModule(
                        Event.Level.WARN,
                        "module.skipped",
                        skipped.module(),
                        0,
                        "Skipping module " + skipped.module() + ": " + skipped.because()));
    }

    private List<ModuleResult> inOrder() {
        Map<String, ModuleResult> byName = new HashMap<>();
        for (ModuleResult result : results()) {
            byName.put(result.module(), result);
        }
        List<ModuleResult> inOrder = new ArrayList<>();
        for (PlannedModule module : plan.modules()) {
            ModuleResult result = byName.get(module.name());
            if (result != null) {
                inOrder.add(result);
            }
        }
        return inOrder;
    }

    /** Whether a module asked for a reboot, for which the rest of the run waits. */
    public boolean rebootAsked() {
        return rebootAsked;
    }

    /** What is known so far, in the order in which modules ended. */
    public List<ModuleResult> results() {
        return tally.results();
    }

    /** The modules that run now, and the attempt that each is at, from 1. */
    public Map<String, Integer> underWay() {
        return tally.underWay();
    }

    /** The modules that were tried and wait for whoever goes on, and how often they were tried. */
    public Map<String, Integer> putOff() {
        return tally.putOff();
    }
}
