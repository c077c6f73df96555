package startup.boot;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import startup.aws.NoticeWatch;
import startup.base.AgentException;
import startup.base.Event;
import startup.log.EventLog;
import startup.log.Spool;
import startup.plan.Plan;
import startup.report.VerdictDocument;
import startup.run.RunFolder;
import startup.run.Runner;
import startup.run.StateFolder;
import startup.run.Verdict;

/**
 * All that tells of one run: its log and how that leaves the machine, its verdict and who is told it, and where it
 * happens.
 */
final class Chronicle implements AutoCloseable {
    private final RunFolder run;
    private final Whereabouts here;
    private final RunRecord record;
    private final Optional<FlightRecorder> recorder;
    private final NoticeWatch notices;
    private final Audience audience;
    private final EventLog log;
    private final Machine machine;

    private Chronicle(
            RunFolder run,
            Whereabouts here,
            RunRecord record,
            Optional<FlightRecorder> recorder,
            Audience audience,
            EventLog log,
            Machine machine) {
        this.run = run;
        this.here = here;
        this.record = record;
        this.recorder = recorder;
        this.audience = audience;
        this.log = log;
        this.machine = machine;
        this.notices = new NoticeWatch(
                machine.instance(), log, machine.ticker(), () -> recorder.ifPresent(FlightRecorder::hurry));
    }

    /** Of a new run, which is on disk from now on, with the verdict {@code running}. */
    static Chronicle begin(StateFolder state, BootOrder order, Audience audience, EventLog log, Machine machine)
            throws IOException {
        RunFolder run = state.newRun(machine.wallClock().instant(), machine.random());
        Whereabouts here = new Whereabouts(machine.instance(), order.keyTags(), run, log);
        String url = order.bundle().display();
        log.addSink(Spool.open(run.events(), run.id().toString(), here::facts, log));
        RunRecord record = RunRecord.begin(run, url, here::facts, machine.wallClock(), log.redactor());
        state.begun(run);
        state.warning().ifPresent(warning -> log.warn("run.noexec", warning));
        log.addSink(record);
        Optional<FlightRecorder> recorder = order.logs()
                .map(logs -> new FlightRecorder(logs, run, record.started(), url, here, state, audience, log, machine));
        Chronicle chronicle = new Chronicle(run, here, record, recorder, audience, log, machine);
        chronicle.begin();
        return chronicle;
    }

    private void begin() {
        audience.notifier().conceal();
        here.begin();
        notices.begin();
        recorder.ifPresent(FlightRecorder::begin);
    }

    RunFolder run() {
        return run;
    }

    void arrived(BundleFacts facts) {
        record.arrived(facts);
    }

    void planned(Plan plan) {
        record.planned(plan);
    }

    /**
     * From here on the agent may be killed while modules print: waits until it is known which machine this is, and sees
     * that whoever goes on finds where the log is delivered to and what is secret.
     *
     * @return variables that tell modules which machine it is
     */
    Map<String, String> readyForModules() throws InterruptedException {
        Map<String, String> variables = here.variables();
        if (recorder.isPresent()) {
            recorder.get().fix();
        }
        keepPrints();
        return variables;
    }

    private void keepPrints() {
        try {
            log.redactor().keepPrintsIn(run.prints(), machine.random());
        } catch (IOException diskFull) {
            String why = "Whoever goes on after this agent will not know what is secret: " + diskFull.getMessage();
            log.warn("log.prints-not-kept", why);
        }
    }

    void running(Runner runner) {
        record.running(runner);
    }

    /** The modules have run. */
    VerdictDocument ended(Verdict verdict) throws IOException {
        return record.ended(verdict);
    }

    /** The run ended before its modules could run. */
    VerdictDocument failed(AgentException failure) throws IOException {
        log.emit(Event.of(Event.Level.ERROR, "run.failed", String.valueOf(failure.getMessage())));
        return record.failed(failure);
    }

    /** A signal stopped it. That has been heard now: what is still to be done may wait for something again. */
    VerdictDocument interrupted() throws IOException {
        Thread.interrupted();
        return record.interrupted(machine.stopSignal().get());
    }

    /** The end of it all: the log is delivered, or kept, and the verdict is told. */
    VerdictDocument conclude(VerdictDocument verdict) {
        log.flush();
        boolean delivered = recorder.isEmpty() || recorder.get().end(!verdict.isRunning());
        VerdictDocument last = delivered ? verdict : record.undelivered(verdict);
        if (!last.isRunning() && audience.notifier().hasListeners()) {
            tellOthers(last);
        }
        return last;
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
        recorder.ifPresent(FlightRecorder::close);
    }
}
