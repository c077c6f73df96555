package startup.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.aws.NoticeWatch;
import startup.base.AgentException;
import startup.base.Event;
import startup.base.ExitStatus;
import startup.log.EventLog;
import startup.log.LeftOutput;
import startup.log.Spool;
import startup.report.VerdictDocument;
import startup.run.BootId;
import startup.run.OpenRun;
import startup.run.RunFolder;
import startup.run.Runner;
import startup.run.Sessions;
import startup.run.StateFolder;
import startup.run.Verdict;

/**
 * All that tells of one run: its log and how that leaves the machine, its verdict and who is told it, and where it
 * happens.
 */
final class Chronicle implements AutoCloseable {
    private final OpenRun run;
    private final Whereabouts here;
    private final RunRecord record;
    private final Optional<FlightRecorder> recorder;
    private final NextBoot nextBoot;
    private final NoticeWatch notices;
    private final Audience audience;
    private final EventLog log;
    private final Machine machine;
    private boolean everyBoot;

    private Chronicle(
            OpenRun run,
            boolean everyBoot,
            Whereabouts here,
            RunRecord record,
            Optional<FlightRecorder> recorder,
            NextBoot nextBoot,
            Audience audience,
            EventLog log,
            Machine machine) {
        this.run = run;
        this.everyBoot = everyBoot;
        this.here = here;
        this.record = record;
        this.recorder = recorder;
        this.nextBoot = nextBoot;
        this.audience = audience;
        this.log = log;
        this.machine = machine;
        this.notices = new NoticeWatch(
                machine.instance(), log, machine.ticker(), () -> recorder.ifPresent(FlightRecorder::hurry));
    }

    /** Of a run, which is the last one of the state folder from now on, and on disk with the verdict {@code running}. */
    static Chronicle open(
            OpenRun run, StateFolder state, BootOrder order, Audience audience, EventLog log, Machine machine)
            throws IOException {
        RunFolder folder = run.folder();
        log.redactor().recognise(folder.prints());
        Whereabouts here = new Whereabouts(machine.instance(), order.keyTags(), folder, log);
        String url = order.bundle().display();
        log.addSink(Spool.open(folder.events(), folder.id().toString(), here::facts, log));
        RunRecord record = RunRecord.begin(folder, url, run.begun().started(), here::facts, machine, log.redactor());
        if (!run.left()) {
            GivenEnvironment.keep(folder.environment(), machine.environment(), order, log.redactor());
            state.begun(folder);
        }
        state.warning().ifPresent(warning -> log.warn("run.noexec", warning));
        log.addSink(record);
        Optional<FlightRecorder> recorder = order.logs()
                .map(logs -> new FlightRecorder(
                        logs, folder, run.begun().started(), url, here, state, audience, log, machine));
        NextBoot nextBoot = new NextBoot(order.service(), state, machine, log);
        Chronicle chronicle =
                new Chronicle(run, order.everyBoot(), here, record, recorder, nextBoot, audience, log, machine);
        chronicle.begin();
        return chronicle;
    }

    private void begin() {
        audience.notifier().conceal();
        here.begin();
        notices.begin();
        nextBoot.begin();
        recorder.ifPresent(FlightRecorder::begin);
    }

    /** The verdict that an earlier agent gave, who was gone before it had told everybody. */
    Optional<VerdictDocument> given() {
        return run.left() ? record.given() : Optional.empty();
    }

    /** This agent goes on with it, which another has left. */
    void goingOn() {
        Sessions sessions = run.history().sessions();
        String how = sessions.rebooted(BootId.current())
                ? "after the reboot that it asked for"
                : sessions.interruptedBy()
                        .map(signal -> "which was stopped by " + signal)
                        .orElse("which another agent has left");
        log.info("run.resumed", "Going on with run " + run.folder().id() + ", " + how);
    }

    /** The bundle is here, and proven. */
    void arrived(Bundle bundle) {
        record.arrived(bundle.facts());
    }

    void planned(Course course) {
        record.planned(course.plan());
        everyBoot = course.hasEveryBoot();
    }

    /** From here on the agent may be killed while modules print: sees that whoever goes on finds what it needs. */
    void readyForModules() throws InterruptedException {
        here.learn();
        if (recorder.isPresent()) {
            recorder.get().fix();
        }
        keepPrints();
    }

    /** Variables that tell modules which machine it is. */
    Map<String, String> whereabouts() throws InterruptedException {
        return here.variables();
    }

    private void keepPrints() {
        try {
            log.redactor().keepPrintsIn(run.folder().prints(), machine.random());
        } catch (IOException diskFull) {
            String why = "Whoever goes on after this agent will not know what is secret: " + diskFull.getMessage();
            log.warn("log.prints-not-kept", why);
        }
    }

    /** Whether modules were started, or taken over, or could have been. */
    boolean isRunningModules() {
        return record.isRunning();
    }

    void running(Runner runner) {
        record.running(runner);
    }

    /** The modules have run. */
    BootEnd ended(Verdict verdict) throws IOException {
        return BootEnd.of(record.ended(verdict));
    }

    /** A module waits for a reboot, and all others for it. */
    BootEnd rebooting() throws IOException {
        log.info("run.rebooting", "The run goes on after a reboot");
        return new BootEnd(record.pausing(), ExitStatus.REBOOTING);
    }

    /** The run ended before its modules could run, or was given up. */
    BootEnd failed(AgentException failure) throws IOException {
        log.emit(Event.of(Event.Level.ERROR, "run.failed", String.valueOf(failure.getMessage())));
        return BootEnd.of(record.failed(failure));
    }

    /** Nobody goes on with what another agent left. */
    BootEnd givenUp(AgentException why) throws IOException {
        List<LeftOutput.OfAttempt> left = new ArrayList<>();
        for (String module : run.history().modules()) {
            left.addAll(run.folder().outputs(module));
        }
        new LeftOutput(run.folder().events()).tell(left, log);
        log.emit(Event.of(Event.Level.ERROR, "run.failed", String.valueOf(why.getMessage())));
        return BootEnd.of(record.givenUp(why));
    }

    /** A signal stopped it. That has been heard now: what is still to be done may wait for something again. */
    BootEnd interrupted() throws IOException {
        Thread.interrupted();
        ExitStatus signal = machine.stopSignal().get();
        return new BootEnd(record.interrupted(signal), signal);
    }

    /** The end of it all: the log is delivered, or kept, the verdict is told, and nobody goes on. */
    BootEnd conclude(BootEnd end) throws IOException {
        log.flush();
        boolean over = !end.verdict().isRunning();
        boolean delivered = recorder.isEmpty() || recorder.get().end(over);
        if (!over) {
            return end;
        }
        VerdictDocument last = delivered ? end.verdict() : record.undelivered(end.verdict());
        if (audience.notifier().hasListeners()) {
            tellOthers(last);
        }
        BootEnd concluded = BootEnd.of(last);
        nextBoot.verdict(everyBoot);
        Files.deleteIfExists(run.folder().prints());
        Files.deleteIfExists(run.folder().reserve());
        run.ended(last.verdict(), concluded.status().code());
        if (!everyBoot) {
            Files.deleteIfExists(run.folder().environment());
        }
        return concluded;
    }

    /** All is told, and prepared, that must be before the machine goes down. */
    void readyForReboot() {
        nextBoot.ready();
    }

    /** A run that failed early has not waited for the metadata, without which nobody knows who speaks. */
    private void tellOthers(VerdictDocument verdict) {
        try {
            audience.notifier().tell(verdict, here.instance().orElse(machine.host()));
        } catch (InterruptedException toldToStop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        notices.close();
        nextBoot.close();
        recorder.ifPresent(FlightRecorder::close);
    }
}
