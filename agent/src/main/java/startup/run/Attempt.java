package startup.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
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

    /** The {@code number}th attempt at that module, from 1, with its files. */
    Attempt(
            PlannedModule module,
            int number,
            AttemptFiles files,
            Followed output,
            Scripts scripts,
            Optional<Tracing> tracing,
            Supervision supervision) {
        this.module = module;
        this.number = number;
        this.files = files;
        this.output = output;
        this.scripts = scripts;
        this.tracing = tracing;
        this.supervision = supervision;
    }

    /**
     * Runs it to its end.
     *
     * @throws AgentException if its process could not be noted; by then the attempt has been stopped
     * @throws InterruptedException if the agent is told to stop; by then the attempt has been stopped
     */
    AttemptEnd run(Witness witness) throws AgentException, InterruptedException {
        return conduct(() -> scripts.run(
                "start-up.sh", files.status(), tracing.map(Tracing::variables).orElse(Map.of()), witness));
    }

    /** Brings it to its end that another agent began; throws as {@link #run} does. */
    AttemptEnd goOn(Adoption adoption) throws AgentException, InterruptedException {
        return conduct(() -> {
            Adopted startUp = adoption.startUp(files.status());
            if (startUp.exitFile().atLimit()) {
                return scripts.goOnStopping("start-up.sh", startUp);
            }
            AttemptEnd end = scripts.goOn("start-up.sh", startUp);
            if (end.succeeded() && Files.exists(files.check())) {
                scripts.goOn("check.sh", adoption.check(files.check()));
            }
            return end;
        });
    }

    /** How {@code start-up.sh} comes to its end. */
    private interface StartUp {
        AttemptEnd await() throws AgentException, InterruptedException;
    }

    private AttemptEnd conduct(StartUp startUp) throws AgentException, InterruptedException {
        boolean succeeded = false;
        boolean hurried = false;
        try {
            AttemptEnd end = explained(startUp);
            if (end.succeeded() && hasCheck()) {
                end = check(end);
            }
            succeeded = end.succeeded();
            if (end instanceof AttemptEnd.OutOfTime) {
                noteLimit();
            }
            return end;
        } catch (InterruptedException toldToStop) {
            Optional<Ending> ending = ExitFile.read(files.status()).ending();
            if (ending.isPresent() && ending.get().status() == 0 && !hasCheck()) {
                succeeded = true; // it had ended already
                Thread.currentThread().interrupt();
                return new AttemptEnd.Exited(ending.get());
            }
            hurried = true;
            throw toldToStop;
        } finally {
            if (!succeeded) {
                stop(hurried);
            }
            scripts.forget();
            output.end();
        }
    }

    private AttemptEnd explained(StartUp startUp) throws AgentException, InterruptedException {
        if (tracing.isEmpty()) {
            return startUp.await();
        }
        try {
            return tracing.get().explain(startUp.await());
        } finally {
            tracing.get().forget();
        }
    }

    /** Without a manifest a module is run as the bash loop ran it. */
    private boolean hasCheck() {
        return module.manifest().isPresent()
                && Files.isRegularFile(module.folder().resolve("check.sh"));
    }

    private AttemptEnd check(AttemptEnd started) throws AgentException, InterruptedException {
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

    private AttemptEnd checkOnce() throws AgentException, InterruptedException {
        try {
            AttemptFiles.createEmpty(files.check());
        } catch (IOException e) {
            return AttemptEnd.Broken.notStarted("check.sh", e);
        }
        return scripts.run("check.sh", files.check(), Map.of(), process -> {});
    }

    /** An end that the agent made because it was told to stop itself is not the module's. */
    private void stop(boolean hurried) {
        List<ProcessEntry> left = scripts.stop(hurried);
        if (hurried) {
            forgetEnding();
        }
        if (!left.isEmpty()) {
            tell(
                    Event.Level.ERROR,
                    "module.unstoppable",
                    left.size() + " processes of module " + module.name() + " survive KILL, the first is "
                            + left.get(0).pid());
        }
    }

    private void noteLimit() {
        try {
            files.noteLimit();
        } catch (IOException diskFull) {
            tell(
                    Event.Level.DEBUG,
                    "module.timed-out",
                    "Whoever goes on will take the end of module " + module.name() + " for its own: "
                            + diskFull.getMessage());
        }
    }

    private void forgetEnding() {
        try {
            files.forgetEnding();
        } catch (IOException diskFull) {
            tell(
                    Event.Level.WARN,
                    "module.interrupted",
                    "Module " + module.name() + " will count as failed, not as interrupted: " + diskFull.getMessage());
        }
    }

    private void tell(Event.Level level, String action, String message) {
        supervision.events().emit(Event.ofModule(level, action, module.name(), number, message));
    }
}
