package startup.boot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.HumanSize;
import startup.bundle.Shelf;
import startup.bundle.Staging;
import startup.bundle.Unpacked;
import startup.log.EventLog;
import startup.log.OutputFollowers;
import startup.plan.ModuleFolder;
import startup.plan.Plan;
import startup.plan.Planner;
import startup.report.VerdictDocument;
import startup.run.AgentLock;
import startup.run.ModuleEnvironment;
import startup.run.RunFolder;
import startup.run.RunId;
import startup.run.Runner;
import startup.run.ShellTools;
import startup.run.StateFolder;
import startup.run.Supervision;
import startup.run.Verdict;

/**
 * The story of a run. Read aloud it is the pipeline that it replaces: fetch and decrypt and unpack the bundle, go to its
 * modules, run each one's {@code start-up.sh} in order, and say how it ended.
 */
public final class Boot {
    private final BootOrder order;
    private final StateFolder state;
    private final Intake intake;
    private final Planner planner;
    private final Audience audience;
    private final EventLog log;
    private final Machine machine;

    public Boot(
            BootOrder order,
            StateFolder state,
            Intake intake,
            Planner planner,
            Audience audience,
            EventLog log,
            Machine machine) {
        this.order = order;
        this.state = state;
        this.intake = intake;
        this.planner = planner;
        this.audience = audience;
        this.log = log;
        this.machine = machine;
    }

    /**
     * One run, from the lock to the verdict.
     *
     * @return the verdict as it is on disk; {@code running} if a signal stopped the run
     * @throws AgentException if there could be no run at all: another agent is at work, or the state folder is of no use
     */
    @SuppressWarnings("try") // the lock is held, not used
    public VerdictDocument run() throws IOException {
        state.create();
        try (AgentLock lock = state.lock();
                Chronicle chronicle = Chronicle.begin(state, order, audience, log, machine)) {
            return chronicle.conclude(conduct(chronicle));
        }
    }

    private VerdictDocument conduct(Chronicle chronicle) throws IOException {
        try {
            Bundle bundle = fetchProveAndUnpack(chronicle.run());
            chronicle.arrived(bundle.facts());
            Plan plan = planOf(bundle);
            chronicle.planned(plan);
            return chronicle.ended(runModules(plan, chronicle));
        } catch (InterruptedException | InterruptedIOException e) {
            return chronicle.interrupted();
        } catch (IOException e) {
            // an interrupt closes what a thread reads from, and comes in many guises
            return Thread.currentThread().isInterrupted() ? chronicle.interrupted() : chronicle.failed(failure(e));
        }
    }

    private static AgentException failure(IOException e) {
        return e instanceof AgentException failure ? failure : machineFault(e);
    }

    private static AgentException machineFault(IOException fault) {
        return new AgentException(
                ExitStatus.MACHINE,
                "This machine failed the run",
                String.valueOf(fault.getMessage()),
                "Look at its disk, its limits and who may write where",
                fault);
    }

    private Bundle fetchProveAndUnpack(RunFolder run) throws IOException {
        Path bundles = order.bundleFolder().orElse(state.bundles());
        try (Staging staging = Staging.in(bundles)) {
            Arrived<Unpacked> arrived = intake.into(staging, order.bundle());
            String name = arrived.facts().sha256().orElse(run.id().toString());
            Path folder = staging.commit(bundles.resolve(name));
            log.info(
                    "bundle.unpacked",
                    "Unpacked " + arrived.result().files() + " files, "
                            + HumanSize.format(arrived.result().bytes()) + ", into " + folder);
            if (order.bundleFolder().isEmpty()) {
                new Shelf(bundles, Boot::isBundleName).keepOnly(folder);
            }
            return new Bundle(folder, arrived.facts());
        }
    }

    /** A digest, or the run that took it where a directory has none. */
    private static boolean isBundleName(String name) {
        return name.matches("[0-9a-f]{64}") || RunId.parse(name).isPresent();
    }

    private Plan planOf(Bundle bundle) throws AgentException {
        return order.selection().apply(planner.plan(ModuleFolder.find(bundle.folder())));
    }

    private Verdict runModules(Plan plan, Chronicle chronicle) throws IOException, InterruptedException {
        RunFolder run = chronicle.run();
        ModuleEnvironment environment = new ModuleEnvironment(
                machine.environment(),
                order.keyVariables(),
                machine.home(),
                chronicle.readyForModules(),
                order.added(),
                run.id(),
                plan.folder());
        try (OutputFollowers followers = new OutputFollowers(log, order.maxOutput(), log::flush)) {
            Supervision supervision = new Supervision(
                    ShellTools.find(machine.environment()),
                    followers,
                    log,
                    machine.ticker(),
                    machine.random(),
                    Supervision.USUAL_GRACE);
            Runner runner = new Runner(plan, order.onFailure(), order.jobs(), environment, run.out(), supervision);
            chronicle.running(runner);
            return Verdict.of(plan, runner.run());
        }
    }

    private record Bundle(Path folder, BundleFacts facts) {}
}
