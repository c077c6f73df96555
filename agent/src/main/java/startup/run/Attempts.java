package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.log.Followed;
import startup.log.LeftOutput;
import startup.log.SpooledOutput;
import startup.plan.PlannedModule;

/** Makes the attempts of one run: new ones, and those that an agent which is no more had begun. */
public final class Attempts {
    private final Path out;
    private final ModuleEnvironment environment;
    private final Supervision supervision;
    private final SpooledOutput told;
    private final Wrapper wrapper;

    /**
     * Those of a run that keeps their files in the folder {@code out}, which exists.
     *
     * @param told what an earlier agent has told of their output
     */
    public Attempts(Path out, ModuleEnvironment environment, Supervision supervision, SpooledOutput told) {
        this.out = out;
        this.environment = environment;
        this.supervision = supervision;
        this.told = told;
        this.wrapper = supervision.wrapper();
    }

    Supervision supervision() {
        return supervision;
    }

    /** Runs a new attempt, the {@code number}th, from 1. Throws as {@link Attempt#run} does. */
    AttemptEnd run(PlannedModule module, int number, Witness witness) throws AgentException, InterruptedException {
        Attempt attempt;
        try {
            attempt = begin(module, number);
        } catch (IOException e) {
            return AttemptEnd.Broken.notStarted("start-up.sh", e);
        }
        return attempt.run(witness);
    }

    private Attempt begin(PlannedModule module, int number) throws IOException {
        AttemptFiles files = AttemptFiles.create(out, module.name(), number);
        Followed output = supervision.followers().follow(files.output(), module.name(), number);
        Map<String, String> variables = environment.of(module, number);
        Optional<Tracing> tracing = Tracing.begin(module, files, variables, supervision.tools());
        ProcessTree tree = tree(module, variables, files, supervision.cgroups().create(module.name(), number));
        Scripts scripts = new Scripts(module, variables, output, wrapper, supervision, tree, Duration.ZERO);
        return new Attempt(module, number, files, output, scripts, tracing, supervision);
    }

    /** For how long an attempt has run that an earlier agent began, as far as that can be told. */
    Duration age(ModuleHistory.UnderWay left) {
        return adoption(left).age();
    }

    private Adoption adoption(ModuleHistory.UnderWay left) {
        return new Adoption(left, BootId.current(), supervision.ticker());
    }

    /** Brings an attempt to its end of which none was noted; its processes may live. */
    AttemptEnd goOn(PlannedModule module, ModuleHistory.UnderWay left) throws AgentException, InterruptedException {
        Map<String, String> variables = environment.of(module, left.attempt());
        Adoption adoption = adoption(left);
        Attempt attempt;
        try {
            attempt = takeOver(module, left, variables, adoption);
        } catch (IOException e) {
            stop(module, left, variables);
            return AttemptEnd.Broken.notTakenOver("start-up.sh", e);
        }
        return attempt.goOn(adoption);
    }

    /** What cannot be looked after must not run beside the attempt that follows. */
    private void stop(PlannedModule module, ModuleHistory.UnderWay left, Map<String, String> variables) {
        AttemptFiles files = AttemptFiles.of(out, module.name(), left.attempt());
        try {
            ProcessTree tree =
                    tree(module, variables, files, supervision.cgroups().find(module.name(), left.attempt()));
            ExitFile.read(files.status()).session().ifPresent(tree::addSession);
            supervision.stopper().stop(tree);
        } catch (IOException neverBegun) {
            // it has no file to print into, so it has no process
        }
    }

    private Attempt takeOver(
            PlannedModule module, ModuleHistory.UnderWay left, Map<String, String> variables, Adoption adoption)
            throws IOException {
        AttemptFiles files = AttemptFiles.of(out, module.name(), left.attempt());
        files.makeMissing();
        Followed output = supervision
                .followers()
                .goOn(files.output(), module.name(), left.attempt(), told.of(module.name(), left.attempt()));
        ProcessTree tree = tree(module, variables, files, supervision.cgroups().find(module.name(), left.attempt()));
        Scripts scripts = new Scripts(module, variables, output, wrapper, supervision, tree, adoption.age());
        Optional<Tracing> tracing = Tracing.goOn(module, files, supervision.tools());
        return new Attempt(module, left.attempt(), files, output, scripts, tracing, supervision);
    }

    private static ProcessTree tree(
            PlannedModule module, Map<String, String> variables, AttemptFiles files, Optional<Cgroup> cgroup)
            throws IOException {
        return new ProcessTree(
                ModuleEnvironment.mark(variables), files.output().toRealPath(), real(module.folder()), cgroup);
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException gone) {
            return folder;
        }
    }

    /** Tells what the attempts before the one under way left untold; daemons may still print into their files. */
    void followLeftOutput(PlannedModule module, ModuleHistory history) throws IOException {
        int underWay = history.underWay().map(ModuleHistory.UnderWay::attempt).orElse(0);
        for (LeftOutput.OfAttempt left : AttemptFiles.outputs(out, module.name())) {
            if (left.attempt() != underWay) {
                supervision
                        .followers()
                        .goOn(left.file(), module.name(), left.attempt(), told.of(module.name(), left.attempt()))
                        .end();
            }
        }
    }
}
