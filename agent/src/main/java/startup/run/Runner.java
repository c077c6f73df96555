package startup.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import startup.base.Event;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/**
 * Runs the modules of a plan as its {@link Schedule} says, several at the same time. Decides in the thread that calls;
 * modules run in those of a {@link Crew}.
 *
 * <p>What runs may finish when an essential module has failed, its further attempts included. A module that pauses
 * between two attempts keeps its locks and its place among those that run. Not safe for several threads, but for {@link
 * #results} and {@link #underWay}.
 */
public final class Runner {
    private final Plan plan;
    private final int jobs;
    private final ModuleEnvironment environment;
    private final Path out;
    private final Supervision supervision;
    private final Schedule schedule;
    private final Tally tally = new Tally();

    /**
     * A run that writes what its attempts print into the folder {@code out}, which exists.
     *
     * @param jobs how many modules run at the same time, at least 1
     */
    public Runner(
            Plan plan,
            OnFailure onFailure,
            int jobs,
            ModuleEnvironment environment,
            Path out,
            Supervision supervision) {
        this.plan = plan;
        this.jobs = jobs;
        this.environment = environment;
        this.out = out;
        this.supervision = supervision;
        this.schedule = new Schedule(plan, onFailure);
    }

    /** How many modules run at the same time where nobody says: one for each processor, and not one by one. */
    public static int usualJobs() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs them all; to be called once.
     *
     * @return one result for each module, in the plan's order
     * @throws InterruptedException if the thread was interrupted, because the agent was told to stop; by then the attempts
     *     under way have been stopped, and {@link #results} has every module
     */
    public List<ModuleResult> run() throws InterruptedException {
        Wrapper wrapper = supervision.wrapper();
        try (Crew crew = new Crew(jobs)) {
            conduct(crew, wrapper);
        }
        return inOrder();
    }

    private void conduct(Crew crew, Wrapper wrapper) throws InterruptedException {
        try {
            step(crew, wrapper);
            while (!schedule.isOver()) {
                schedule.ended(crew.await());
                step(crew, wrapper);
            }
        } catch (InterruptedException toldToStop) {
            schedule.stop("the agent was told to stop");
            crew.stop().forEach(schedule::ended);
            step(crew, wrapper);
            throw toldToStop;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("told to stop while the last module ended");
        }
    }

    private void step(Crew crew, Wrapper wrapper) {
        Schedule.Step step = schedule.next(crew.idle());
        for (ModuleResult.Skipped skipped : step.skipped()) {
            tally.ended(skipped);
            tell(skipped);
        }
        for (PlannedModule module : step.start()) {
            RandomGenerator random = new SplittableRandom(supervision.random().nextLong());
            crew.start(new ModuleRun(module, out, environment, wrapper, supervision, random, tally)::run);
        }
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

    /** What is known so far, in the order in which modules ended. */
    public List<ModuleResult> results() {
        return tally.results();
    }

    /** The modules that run now, and the attempt that each is at, from 1. */
    public Map<String, Integer> underWay() {
        return tally.underWay();
    }
}
