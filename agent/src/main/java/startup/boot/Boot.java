package startup.boot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.Event;
import startup.base.ExitStatus;
import startup.base.HumanSize;
import startup.bundle.Shelf;
import startup.bundle.Staging;
import startup.bundle.Unpacked;
import startup.log.EventLog;
import startup.log.LogStores;
import startup.log.OutputFollowers;
import startup.log.Spool;
import startup.plan.ModuleFolder;
import startup.plan.Plan;
import startup.plan.Planner;
import startup.report.Notifier;
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
    private final LogStores stores;
    private final Notifier notifier;
    private final EventLog log;
    private final Machine machine;

    public Boot(
            BootOrder order,
            StateFolder state,
            Intake intake,
            Planner planner,
            LogStores stores,
            Notifier notifier,
            EventLog log,
            Machine machine) {
        this.order = order;
        this.state = state;
        this.intake = intake;
        this.planner = planner;
        this.stores = stores;
        this.notifier = notifier;
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
        try (AgentLock lock = state.lock()) {
            RunFolder run = state.newRun(machine.wallClock().instant(), machine.random());
            Whereabouts here = new Whereabouts(machine.instance(), order.keyTags(), run);
            log.addSink(Spool.open(run.events(), run.id().toString(), here::facts, log));
            RunRecord record = RunRecord.begin(run, order.bundle().display(), machine.wallClock(), log.redactor());
            state.begun(run);
            state.warning().ifPresent(warning -> log.warn("run.noexec", warning));
            log.addSink(record);
            return order.logs().isEmpty()
                    ? tell(run, here, record, Optional.empty())
                    : tellAndShip(run, here, record, order.logs().get());
        }
    }

    private VerdictDocument tellAndShip(RunFolder run, Whereabouts here, RunRecord record, LogOrder logs)
            throws IOException {
        try (FlightRecorder recorder = new FlightRecorder(logs, stores, state, log, machine)) {
            VerdictDocument verdict = tell(run, here, record, Optional.of(recorder));
            return recorder.end(!verdict.isRunning()) ? verdict : record.undelivered(verdict);
        }
    }

    private VerdictDocument tell(RunFolder run, Whereabouts here, RunRecord record, Optional<FlightRecorder> recorder)
            throws IOException {
        notifier.conceal();
        VerdictDocument verdict = conduct(run, here, record, recorder);
        if (!verdict.isRunning()) {
            tellOthers(verdict);
        }
        log.flush();
        return verdict;
    }

    private void tellOthers(VerdictDocument verdict) {
        String instance = verdict.instance();
        try {
            notifier.tell(verdict, instance == null ? machine.host() : instance);
        } catch (InterruptedException toldToStop) {
            Thread.currentThread().interrupt();
        }
    }

    private VerdictDocument conduct(
            RunFolder run, Whereabouts here, RunRecord record, Optional<FlightRecorder> recorder) throws IOException {
        try {
            if (recorder.isPresent()) {
                record.on(here.learn());
                recorder.get().begin(run, record.started(), order.bundle().display(), record.instance());
            }
            Bundle bundle = fetchProveAndUnpack(run);
            record.arrived(bundle.facts());
            Plan plan = planOf(bundle);
            record.planned(plan);
            log.redactor().keepPrintsIn(run.prints(), salt());
            record.on(here.learn());
            return record.ended(runModules(plan, run, here, record));
        } catch (AgentException e) {
            return failed(e, record);
        } catch (InterruptedException | InterruptedIOException e) {
            return record.interrupted(machine.stopSignal().get());
        } catch (IOException e) {
            return failed(machineFault(e), record);
        }
    }

    private byte[] salt() {
        ByteBuffer salt = ByteBuffer.allocate(2 * Long.BYTES);
        return salt.putLong(machine.random().nextLong())
                .putLong(machine.random().nextLong())
                .array();
    }

    private VerdictDocument failed(AgentException failure, RunRecord record) throws IOException {
        log.emit(Event.of(Event.Level.ERROR, "run.failed", String.valueOf(failure.getMessage())));
        return record.failed(failure);
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

    private Verdict runModules(Plan plan, RunFolder run, Whereabouts here, RunRecord record)
            throws IOException, InterruptedException {
        ModuleEnvironment environment = new ModuleEnvironment(
                machine.environment(),
                order.keyVariables(),
                machine.home(),
                here.variables(),
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
            record.running(runner);
            return Verdict.of(plan, runner.run());
        }
    }

    private record Bundle(Path folder, BundleFacts facts) {}
}
