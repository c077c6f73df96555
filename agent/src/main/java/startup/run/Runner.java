package startup.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.Event;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/**
 * Runs the modules of a plan one by one, in the plan's order.
 *
 * <p>A module whose requirement did not succeed is skipped. After a failed essential module no further one is started,
 * or all that can be, as {@link OnFailure} says. Not safe for several threads, but for {@link #results}.
 */
public final class Runner {
    private final Plan plan;
    private final OnFailure onFailure;
    private final ModuleEnvironment environment;
    private final Path out;
    private final Supervision supervision;
    private final Map<String, ModuleResult> results = new LinkedHashMap<>();

    /** Why no further module is started, once that is so. */
    private @Nullable String stopped;

    /** A run that writes what its attempts print into the folder {@code out}, which exists. */
    public Runner(Plan plan, OnFailure onFailure, ModuleEnvironment environment, Path out, Supervision supervision) {
        this.plan = plan;
        this.onFailure = onFailure;
        this.environment = environment;
        this.out = out;
        this.supervision = supervision;
    }

    /**
     * Runs them all; to be called once.
     *
     * @return one result for each module, in the plan's order
     * @throws InterruptedException if the thread was interrupted, because the agent was told to stop; by then the attempt
     *     under way has been stopped, and {@link #results} has every module
     */
    public List<ModuleResult> run() throws InterruptedException {
        Wrapper wrapper = supervision.wrapper();
        InterruptedException interruption = null;
        for (PlannedModule module : plan.modules()) {
            Optional<String> obstacle = obstacle(module);
            if (obstacle.isPresent()) {
                add(skipped(module, obstacle.get()));
                continue;
            }
            ModuleRun running = new ModuleRun(module, out, environment, wrapper, supervision);
            try {
                add(running.run());
            } catch (InterruptedException e) {
                interruption = e;
                stopped = "the agent was told to stop";
                add(running.interrupted());
            }
            stopAfter(module);
        }
        if (interruption == null && Thread.currentThread().isInterrupted()) {
            interruption = new InterruptedException("told to stop while the last attempt was being stopped");
        }
        if (interruption != null) {
            throw interruption;
        }
        return results();
    }

    /** What is known so far, in the order in which modules ended. */
    public List<ModuleResult> results() {
        synchronized (results) {
            return new ArrayList<>(results.values());
        }
    }

    private void add(ModuleResult result) {
        synchronized (results) {
            results.put(result.module(), result);
        }
    }

    private void stopAfter(PlannedModule module) {
        ModuleResult result = results.get(module.name());
        boolean failed = result != null && result.isFailure() && module.essential();
        if (stopped == null && failed && onFailure == OnFailure.STOP) {
            stopped = "the run stopped when " + module.name() + " failed";
        }
    }

    /** Why this module is not to be started. The nearest cause is named: what it requires, before the run's end. */
    private Optional<String> obstacle(PlannedModule module) {
        for (String required : module.requires()) {
            ModuleResult result = results.get(required);
            if (result != null && !result.opensTheWay()) {
                return Optional.of(
                        "it requires " + required + ", which " + (result.isFailure() ? "failed" : "was skipped"));
            }
        }
        return Optional.ofNullable(stopped);
    }

    private ModuleResult skipped(PlannedModule module, String because) {
        supervision
                .events()
                .emit(Event.ofModule(
                        Event.Level.WARN,
                        "module.skipped",
                        module.name(),
                        0,
                        "Skipping module " + module.name() + ": " + because));
        return new ModuleResult.Skipped(module.name(), because);
    }
}
