package startup.boot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import startup.run.BootId;
import startup.run.BundleSync;
import startup.run.JournalRecord;
import startup.run.LeftAttempts;
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
     * One run, from the lock to the verdict; or the rest of one that has none yet.
     *
     * @return how it is on disk; the verdict is {@code running} if a signal stopped the run, or a reboot is under way
     * @throws AgentException if there could be no run at all: another agent is at work, or the state folder is of no use
     */
    @SuppressWarnings("try") // the lock is held, not used
    public BootEnd run() throws IOException {
        state.create();
        try (AgentLock lock = state.lock()) {
            own();
            Optional<OpenRun> left = leftRun();
            if (left.isPresent()
                    && left.get().begun().bundle().equals(order.bundle().identity())) {
                return tell(left.get());
            }
            if (left.isPresent()) {
                giveUp(left.get());
            }
            return tell(newRun());
        }
    }

    /** The rest of the run that has no verdict yet; empty if there is none. Throws as {@link #run} does. */
    @SuppressWarnings("try") // the lock is held, not used
    public Optional<BootEnd> resume() throws IOException {
        state.create();
        try (AgentLock lock = state.lock()) {
            own();
            Optional<OpenRun> left = leftRun();
            return left.isPresent() ? Optional.of(tell(left.get())) : Optional.empty();
        }
    }

    private void own() throws IOException {
        try {
            new Ownership(state, machine, log).settle();
        } catch (InterruptedException toldToStop) {
            throw new InterruptedIOException("told to stop before a run had begun");
        }
    }

    private Optional<OpenRun> leftRun() throws AgentException {
        Optional<RunFolder> last = state.lastRun();
        return last.isPresent() ? OpenRun.left(last.get(), machine.wallClock()) : Optional.empty();
    }

    private OpenRun newRun() throws AgentException {
        Instant now = machine.wallClock().instant();
        RunFolder folder = state.newRun(now, machine.random());
        return OpenRun.begin(
                folder,
                new JournalRecord.RunBegun(
                        folder.id().toString(),
                        order.bundle().identity(),
                        LocalDate.ofInstant(now, ZoneOffset.UTC).toString(),
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        BootId.current(),
                        machine.agent(),
                        order.stated().options(),
                        order.stated().keySources()),
                machine.wallClock());
    }

    /** A machine has one personality: who boots another bundle has no use for the rest of the last one. */
    private void giveUp(OpenRun left) throws IOException {
        try (left) {
            log.warn("run.given-up", "Run " + left.folder().id() + " is given up, for it is of another bundle");
            stopAttemptsOf(left);
            new LeftLogs(audience.stores(), machine.wallClock(), Optional.empty()).close(left);
        }
    }

    private void stopAttemptsOf(OpenRun left) throws AgentException {
        new LeftAttempts(left, ShellTools.find(machine.environment()), machine.ticker()).stop();
    }

    private BootEnd tell(OpenRun run) throws IOException {
        try (run;
                Chronicle chronicle = Chronicle.open(run, state, order, audience, log, machine)) {
            BootEnd end = chronicle.conclude(conduct(chronicle));
            if (end.isReboot()) {
                chronicle.noteReboot();
                new Reboot(order.rebootCommand(), ShellTools.find(machine.environment()), log).now();
            }
            return end;
        }
    }

    private BootEnd conduct(Chronicle chronicle) throws IOException {
        try {
            Optional<VerdictDocument> given = chronicle.given();
            if (given.isPresent()) {
                return alreadyEnded(given.get(), chronicle);
            }
            Optional<AgentException> hopeless = chronicle.openRun().hopeless();
            if (hopeless.isPresent()) {
                stopAttemptsOf(chronicle.openRun());
                return chronicle.givenUp(hopeless.get());
            }
            return story(chronicle);
        } catch (InterruptedException | InterruptedIOException e) {
            return chronicle.interrupted();
        } catch (IOException e) {
            // an interrupt closes what a thread reads from, and comes in many guises
            return Thread.currentThread().isInterrupted() ? chronicle.interrupted() : failed(chronicle, failure(e));
        }
    }

    /** What is left is to tell it, and to know whether the next boot has something to run. */
    private BootEnd alreadyEnded(VerdictDocument given, Chronicle chronicle) throws IOException {
        Optional<Bundle> kept = Bundle.kept(chronicle.history());
        if (kept.isPresent() && chronicle.history().plan().isPresent()) {
            chronicle.planned(courseOf(kept.get(), chronicle.history()));
        }
        return BootEnd.of(given);
    }

    private BootEnd story(Chronicle chronicle) throws IOException, InterruptedException {
        chronicle.goOn();
        Optional<Bundle> kept = Bundle.kept(chronicle.history());
        Bundle bundle = kept.isPresent() ? kept.get() : fetchProveAndUnpack(chronicle.run());
        requireSame(bundle, chronicle.history());
        chronicle.arrived(bundle);
        Course course = courseOf(bundle, chronicle.history());
        chronicle.planned(course);
        try (BundleSync sync =
                new BundleSync(bundle.folder(), chronicle.openRun().journal(), log)) {
            if (!chronicle.history().bundleIsSynced()) {
                sync.begin();
            }
            return new ModulesOfRun(order, state, log, machine).run(course, chronicle);
        }
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

    private BootEnd failed(Chronicle chronicle, AgentException failure) throws IOException {
        if (chronicle.hasLeftAttempts()) {
            stopAttemptsOf(chronicle.openRun());
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
