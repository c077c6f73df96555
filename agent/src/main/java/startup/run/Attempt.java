package startup.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.base.Event;
import startup.log.Followed;
import startup.plan.Manifest;
import startup.plan.PlannedModule;

/**
 * One attempt at a module: {@code start-up.sh}, then {@code check.sh} until it succeeds, all within the time limit.
 * Whatever way it fails, nothing that it started is left; after success nothing is touched.
 */
final class Attempt {
    private final PlannedModule module;
    private final int number;
    private final Supervision supervision;
    private final AttemptFiles files;
    private final Followed output;
    private final Scripts scripts;
    private final Optional<Tracing> tracing;

    /** The {@code number}th attempt at that module, from 1; makes its files in the run's folder {@code out}. */
    Attempt(
            PlannedModule module,
            int number,
            Path out,
            ModuleEnvironment environment,
            Wrapper wrapper,
            Supervision supervision)
            throws IOException {
        this.module = module;
        this.number = number;
        this.supervision = supervision;
        this.files = AttemptFiles.create(out, module.name(), number);
        this.output = supervision.followers().follow(files.output(), module.name(), number);
        Map<String, String> variables = environment.of(module, number);
        this.tracing = Tracing.begin(module, files, variables, supervision.tools());
        this.scripts = new Scripts(module, variables, files.output(), output, wrapper, supervision);
    }

    /**
     * Runs it to its end.
     *
     * @throws InterruptedException if the agent is told to stop; by then the attempt has been stopped
     */
    AttemptEnd run() throws InterruptedException {
        boolean succeeded = false;
        boolean hurried = false;
        try {
            AttemptEnd end = startUp();
            if (end.succeeded() && hasCheck()) {
                end = check(end);
            }
            succeeded = end.succeeded();
            return end;
        } catch (InterruptedException toldToStop) {
            hurried = true;
            throw toldToStop;
        } finally {
            if (!succeeded) {
                stop(hurried);
            }
            output.end();
        }
    }

    private AttemptEnd startUp() throws InterruptedException {
        if (tracing.isEmpty()) {
            return scripts.run("start-up.sh", files.status());
        }
        Tracing traced = tracing.get();
        try {
            return traced.explain(scripts.run("start-up.sh", files.status(), traced.variables()));
        } finally {
            traced.forget();
        }
    }

    /** Without a manifest a module is run as the bash loop ran it. */
    private boolean hasCheck() {
        return module.manifest().isPresent()
                && Files.isRegularFile(module.folder().resolve("check.sh"));
    }

    private AttemptEnd check(AttemptEnd started) throws InterruptedException {
        Duration interval = module.manifest().map(Manifest::checkInterval).orElse(Duration.ZERO);
        for (int tries = 1; ; tries++) {
            AttemptEnd end = checkOnce();
            output.drain(); // what the check printed, before what came of it
            if (end.succeeded()) {
                tell(Event.Level.INFO, "module.checked", "Checked module " + module.name() + ": check.sh succeeded");
                return started;
            }
            if (!(end instanceof AttemptEnd.Exited exited)) {
                return end;
            }
            tell(
                    Event.Level.DEBUG,
                    "module.unready",
                    "Module " + module.name() + " is not ready: check.sh " + tries + ": "
                            + exited.ending().inWords());
            scripts.pause(interval);
        }
    }

    private AttemptEnd checkOnce() throws InterruptedException {
        try {
            AttemptFiles.createEmpty(files.check());
        } catch (IOException e) {
            return AttemptEnd.Broken.notStarted("check.sh", e);
        }
        return scripts.run("check.sh", files.check());
    }

    private void stop(boolean hurried) {
        List<ProcessEntry> left = scripts.stop(hurried);
        if (!left.isEmpty()) {
            tell(
                    Event.Level.ERROR,
                    "module.unstoppable",
                    left.size() + " processes of module " + module.name() + " survive KILL, the first is "
                            + left.get(0).pid());
        }
    }

    private void tell(Event.Level level, String action, String message) {
        supervision.events().emit(Event.ofModule(level, action, module.name(), number, message));
    }
}
