package startup.boot;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import startup.base.AtomicFile;
import startup.base.HumanDuration;
import startup.log.Backlog;
import startup.log.Delivery;
import startup.log.EventLog;
import startup.log.LogLayout;
import startup.log.Shipment;
import startup.log.Shipper;
import startup.report.SignOfLife;
import startup.report.StartedDocument;
import startup.run.RunFolder;
import startup.run.StateFolder;

/**
 * Gets the log of one run off the machine while the run is under way, so that it is there when the machine is not. It
 * never fails the run, nor holds it up before its end.
 */
final class FlightRecorder implements AutoCloseable {
    /** Who stops an agent waits for it: systemd for 90 s, a person for less. */
    private static final Duration PATIENCE_WHEN_STOPPED = Duration.ofSeconds(5);

    private final LogOrder order;
    private final RunFolder run;
    private final Instant started;
    private final String url;
    private final Whereabouts here;
    private final StateFolder state;
    private final Audience audience;
    private final EventLog log;
    private final Machine machine;
    private final Shipper shipper;
    private Optional<Delivery> delivery = Optional.empty();
    private boolean ended;

    /** Of a run of that bundle; nothing is shipped before {@link #begin}. */
    FlightRecorder(
            LogOrder order,
            RunFolder run,
            Instant started,
            String url,
            Whereabouts here,
            StateFolder state,
            Audience audience,
            EventLog log,
            Machine machine) {
        this.order = order;
        this.run = run;
        this.started = started;
        this.url = url;
        this.here = here;
        this.state = state;
        this.audience = audience;
        this.log = log;
        this.machine = machine;
        this.shipper = new Shipper(
                this::open,
                this::signOfLife,
                log,
                audience.console(),
                machine.ticker(),
                new SplittableRandom(machine.random().nextLong()));
    }

    /** From now on the run's log is shipped, and what earlier runs could not deliver. */
    void begin() {
        shipper.start();
    }

    /** Fixes where the log is delivered to, so that whoever finds it knows; the machine must be known by then. */
    void fix() throws InterruptedException {
        try {
            delivery();
        } catch (IOException tried) {
            log.warn("log.undelivered", "The log cannot be delivered yet: " + tried.getMessage());
        }
    }

    /** The machine may soon be gone. */
    void hurry() {
        log.flush();
        shipper.hurry();
    }

    private Shipper.Cargo open() throws IOException, InterruptedException {
        return new Shipper.Cargo(delivery(), backlog());
    }

    private synchronized Delivery delivery() throws IOException, InterruptedException {
        if (delivery.isEmpty()) {
            Optional<Shipment> left = Shipment.read(run.shipped());
            Shipment shipment = left.isPresent() ? left.get() : beginShipment();
            delivery = Optional.of(
                    new Delivery(run.log(), shipment, audience.stores().open(order.destination(), order.encryption())));
        }
        return delivery.get();
    }

    private Shipment beginShipment() throws IOException, InterruptedException {
        Optional<String> instance = here.instance();
        LogLayout place = new LogLayout(
                instance.orElse(machine.host()),
                LocalDate.ofInstant(started, ZoneOffset.UTC),
                run.id().toString());
        AtomicFile.write(
                run.started(),
                new StartedDocument(run.id().toString(), started, instance, machine.host(), url, machine.agent())
                        .bytes());
        Shipment shipment = Shipment.begin(order.destination(), order.encryption(), place);
        shipment.write(run.shipped());
        return shipment;
    }

    private byte[] signOfLife() {
        Optional<String> instance = here.facts().map(facts -> facts.instanceId());
        return new SignOfLife(run.id().toString(), instance, machine.wallClock().instant()).bytes();
    }

    private Backlog backlog() throws IOException, InterruptedException {
        LeftLogs logs = new LeftLogs(audience.stores(), machine.wallClock(), here.instance());
        List<Backlog.Arrears> left = new ArrayList<>();
        for (RunFolder other : state.runs()) {
            if (!other.id().equals(run.id())) {
                arrears(other, logs).ifPresent(left::add);
            }
        }
        return new Backlog(left, audience.console());
    }

    private Optional<Backlog.Arrears> arrears(RunFolder other, LeftLogs logs) {
        try {
            return logs.arrears(other);
        } catch (IOException damaged) {
            String why = "The log of run " + other.id() + " cannot be delivered: " + damaged.getMessage();
            audience.console().warn("log.undelivered", why);
            return Optional.empty();
        }
    }

    /**
     * Waits for what is left to be delivered; the verdict must be on disk, and the log flushed.
     *
     * @param verdict whether the run has its verdict; else a signal stopped it
     * @return whether everything has been delivered
     */
    boolean end(boolean verdict) {
        ended = true;
        Duration patience = verdict || order.patience().compareTo(PATIENCE_WHEN_STOPPED) < 0
                ? order.patience()
                : PATIENCE_WHEN_STOPPED;
        try {
            if (shipper.finish(verdict, patience)) {
                return true;
            }
        } catch (InterruptedException toldToStop) {
            Thread.currentThread().interrupt();
        }
        audience.console()
                .warn(
                        "log.kept",
                        "The log could not be delivered to "
                                + order.destination().text() + " within "
                                + HumanDuration.format(patience)
                                + " after the end; it is kept, and 'agent ship' delivers it");
        return false;
    }

    /** Whatever made the run end without saying so, its last words are delivered if that can be done soon. */
    @Override
    public void close() {
        if (!ended) {
            log.flush();
            end(false);
        }
    }
}
