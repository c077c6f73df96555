package startup.boot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.HumanSize;
import startup.bundle.Shelf;
import startup.bundle.Staging;
import startup.bundle.Unpacked;
import startup.log.EventLog;
import startup.plan.Planner;
import startup.report.VerdictDocument;
import startup.run.AgentLock;
import startup.run.BundleSync;
import startup.run.JournalRecord;
import startup.run.OpenRun;
import startup.run.RunFolder;
import startup.run.RunHistory;
import startup.run.RunId;
import startup.run.ShellTools;
import startup.run.StateFolder;

/**
 * The story of a run. Read aloud it is the pipeline that it replaces: fetch and decrypt and unpack the bundle, go to its
 * modules, run each one's {@code start-up.sh} in order, and say how it ended. A run that another agent has left is gone
 * on with from where it was left.
 */
public final class Boot {
    private final BootOrder order;
    private final StateFolder state;
    private final Intake intake;
    private final Planner planner;
    private final Audience audience;
    private final EventLog log;
    private final Machine machine;
    private final RunOpening opening;

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
        this.opening = new RunOpening(order, state, audience, log, machine);
    }

    /**
     * One run, from the lock to the verdict; or the rest of one that has none yet.
     *
     * @return how it is on disk; the verdict is {@code running} if a signal stopped the run, or a reboot is under way
     * @throws AgentException if there could be no run at all: another agent is at work, or the state folder is of no use
     */
    @SuppressWarnings("try") // the lock is held, not used
    public BootEnd run() throws IOException {
        state.create();
        try (AgentLock lock = state.lock()) {
            return tell(opening.leftOrNew());
        }
    }

    /** The rest of the run that has no verdict yet; empty if there is none. Throws as {@link #run} does. */
    @SuppressWarnings("try") // the lock is held, not used
    public Optional<BootEnd> resume() throws IOException {
        state.create();
        try (AgentLock lock = state.lock()) {
            Optional<OpenRun> left = opening.left();
            return left.isPresent() ? Optional.of(tell(left.get())) : Optional.empty();
        }
    }

    private BootEnd tell(OpenRun run) throws IOException {
        try (run;
                Chronicle chronicle = Chronicle.open(run, state, order, audience, log, machine)) {
            BootEnd end = chronicle.conclude(conduct(run, chronicle));
            if (end.isReboot()) {
                reboot(run, chronicle);
            }
            return end;
        }
    }

    /** On this side of it; the next agent goes on. */
    private void reboot(OpenRun run, Chronicle chronicle) throws AgentException {
        chronicle.readyForReboot();
        run.rebooting();
        new Reboot(order.rebootCommand(), ShellTools.find(machine.environment()), log).now();
        run.rebootCommanded();
    }

    private BootEnd conduct(OpenRun run, Chronicle chronicle) throws IOException {
        try {
            Optional<VerdictDocument> given = chronicle.given();
            if (given.isPresent()) {
                return alreadyEnded(given.get(), run, chronicle);
            }
            Optional<AgentException> hopeless = run.hopeless();
            if (hopeless.isPresent()) {
                opening.stopAttemptsOf(run);
                return chronicle.givenUp(hopeless.get());
            }
            return story(run, chronicle);
        } catch (InterruptedException | InterruptedIOException e) {
            return interrupted(run, chronicle);
        } catch (IOException e) {
            // an interrupt closes what a thread reads from, and comes in many guises
            return Thread.currentThread().isInterrupted()
                    ? interrupted(run, chronicle)
                    : failed(failure(e), run, chronicle);
        }
    }

    /** What is left is to tell it, and to know whether the next boot has something to run. */
    private BootEnd alreadyEnded(VerdictDocument given, OpenRun run, Chronicle chronicle) throws IOException {
        Optional<Bundle> kept = Bundle.kept(run.history());
        if (kept.isPresent() && run.history().plan().isPresent()) {
            chronicle.planned(courseOf(kept.get(), run.history()));
        }
        return BootEnd.of(given);
    }

    private BootEnd story(OpenRun run, Chronicle chronicle) throws IOException, InterruptedException {
        if (run.left()) {
            chronicle.goingOn();
            run.goOn();
        }
        Bundle bundle = bundle(run);
        chronicle.arrived(bundle);
        Course course = courseOf(bundle, run.history());
        chronicle.planned(course);
        run.planned(course.record());
        try (BundleSync sync = new BundleSync(bundle.folder(), run.journal(), log)) {
            if (!run.history().bundleIsSynced()) {
                sync.begin();
            }
            return new ModulesOfRun(order, state, log, machine).run(course, run, chronicle);
        }
    }

    private Bundle bundle(OpenRun run) throws IOException {
        Optional<Bundle> kept = Bundle.kept(run.history());
        if (kept.isPresent()) {
            return kept.get();
        }
        Bundle bundle = fetchProveAndUnpack(run.folder());
        requireSame(bundle, run.history());
        run.arrived(bundle.record());
        return bundle;
    }

    /** A bundle that had to be fetched again must be the one that the run began with. */
    private static void requireSame(Bundle bundle, RunHistory history) throws AgentException {
        Optional<String> began = history.plan().isEmpty()
                ? Optional.empty()
                : history.bundle().flatMap(JournalRecord.BundleArrived::sha256);
        if (began.isPresent() && !began.equals(bundle.facts().sha256())) {
            throw new AgentException(
                    ExitStatus.NOT_PROVEN,
                    "The run cannot go on",
                    "the bundle has changed since the run began, where its SHA-256 was " + began.get(),
                    "Boot it again, as a new run");
        }
    }

    private static BootEnd interrupted(OpenRun run, Chronicle chronicle) throws IOException {
        BootEnd end = chronicle.interrupted();
        run.interrupted(String.valueOf(end.verdict().interrupted()));
        return end;
    }

    /** What an earlier agent left running, and this one could not look after, does not outlive the run. */
    private BootEnd failed(AgentException failure, OpenRun run, Chronicle chronicle) throws IOException {
        if (run.left() && !chronicle.isRunningModules()) {
            opening.stopAttemptsOf(run);
            return chronicle.givenUp(failure);
        }
        return chronicle.failed(failure);
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

    private Course courseOf(Bundle bundle, RunHistory history) throws IOException {
        return history.plan().isPresent()
                ? Course.goOn(bundle, planner, order.selection(), history.plan().get())
                : Course.of(bundle, planner, order);
    }
}
