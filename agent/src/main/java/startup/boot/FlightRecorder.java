package startup.boot;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.aws.NoticeWatch;
import startup.base.AtomicFile;
import startup.base.HumanDuration;
import startup.log.Backlog;
import startup.log.Delivery;
import startup.log.EventLog;
import startup.log.LogLayout;
import startup.log.LogStores;
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
    private static final Duration PATIENCE_WHEN_STOPPED = Duration.ofSeconds(10);

    private final LogOrder order;
    private final LogStores stores;
    private final StateFolder state;
    private final EventLog log;
    private final Machine machine;
    private @Nullable Shipper shipper;
    private @Nullable NoticeWatch notices;

    FlightRecorder(LogOrder order, LogStores stores, StateFolder state, EventLog log, Machine machine) {
        this.order = order;
        this.stores = stores;
        this.state = state;
        this.log = log;
        this.machine = machine;
    }

    /** From now on the run's log is shipped, and what earlier runs could not deliver. */
    void begin(RunFolder run, Instant started, String url, Optional<String> instance) throws IOException {
        String name = instance.orElse(machine.host());
        LogLayout place = new LogLayout(
                name, LocalDate.ofInstant(started, ZoneOffset.UTC), run.id().toString());
        StartedDocument document =
                new StartedDocument(run.id().toString(), started, instance, machine.host(), url, machine.agent());
        AtomicFile.write(run.started(), document.bytes());
        Shipment shipment = Shipment.begin(order.destination(), order.encryption(), place);
        shipment.write(run.shipped());
        Delivery delivery = new Delivery(run.log(), shipment, stores.open(order.destination(), order.encryption()));
        Shipper begun = new Shipper(
                delivery,
                backlog(run),
                () -> new SignOfLife(
                                run.id().toString(),
                                instance,
                                machine.wallClock().instant())
                        .bytes(),
                log,
                machine.ticker(),
                machine.random());
        begun.start();
        shipper = begun;
        NoticeWatch watch = new NoticeWatch(machine.instance(), log, machine.ticker(), () -> hurry(begun));
        watch.begin();
        notices = watch;
    }

    private void hurry(Shipper begun) {
        log.flush();
        begun.hurry();
    }

    private Backlog backlog(RunFolder own) throws IOException {
        List<Backlog.Arrears> left = new ArrayList<>();
        for (RunFolder run : state.runs()) {
            if (!run.id().equals(own.id())) {
                arrears(run).ifPresent(left::add);
            }
        }
        return new Backlog(left, log);
    }

    private Optional<Backlog.Arrears> arrears(RunFolder run) {
        try {
            return new UndeliveredLog(run, stores).arrears();
        } catch (IOException damaged) {
            log.warn("log.undelivered", "The log of run " + run.id() + " cannot be delivered: " + damaged.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Waits for what is left to be delivered; the verdict must be on disk, and the log flushed.
     *
     * @param ended whether the run has its verdict; else a signal stopped it
     * @return whether everything has been delivered
     */
    boolean end(boolean ended) {
        Shipper shipping = shipper;
        if (shipping == null) {
            return true;
        }
        Duration patience = ended || order.patience().compareTo(PATIENCE_WHEN_STOPPED) < 0
                ? order.patience()
                : PATIENCE_WHEN_STOPPED;
        boolean delivered = false;
        try {
            delivered = shipping.finish(ended, patience);
        } catch (InterruptedException toldToStop) {
            Thread.currentThread().interrupt();
        }
        if (!delivered) {
            log.warn(
                    "log.kept",
                    "The log could not be delivered to " + order.destination().text() + " within "
                            + HumanDuration.format(patience)
                            + " after the end; it is kept, and 'agent ship' delivers it");
        }
        return delivered;
    }

    @Override
    public void close() {
        if (notices != null) {
            notices.close();
        }
    }
}
