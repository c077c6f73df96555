package startup.boot;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import startup.base.Ticker;
import startup.log.Backlog;
import startup.log.EventLog;
import startup.log.LogStores;
import startup.log.Shipper;
import startup.run.RunFolder;

/** Delivers what is left of runs of which no agent is left: {@code agent ship}. */
public final class LateDelivery {
    private final LeftLogs logs;
    private final EventLog console;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Duration patience;

    /**
     * For any number of runs.
     *
     * @param console hears what goes wrong on the way
     * @param patience how long each run's log is tried for
     */
    public LateDelivery(LogStores stores, EventLog console, Machine machine, Duration patience)
            throws InterruptedException {
        this.logs = new LeftLogs(
                stores, machine.wallClock(), machine.instance().await().map(metadata -> metadata.instanceId()));
        this.console = console;
        this.ticker = machine.ticker();
        this.random = machine.random();
        this.patience = patience;
    }

    /** How it went with one run. */
    public enum Outcome {
        /** Nothing was left, or the run's log was to stay on the machine. */
        NOTHING_LEFT,
        DELIVERED,
        KEPT
    }

    /** To be called by the holder of the state folder's lock, so that no agent is at work on the run. */
    public Outcome deliver(RunFolder run) throws InterruptedException {
        try {
            Optional<Backlog.Arrears> arrears = logs.arrears(run);
            if (arrears.isEmpty()) {
                return Outcome.NOTHING_LEFT;
            }
            Shipper shipper = new Shipper(
                    () -> new Shipper.Cargo(arrears.get().delivery(), Backlog.none(console)),
                    () -> new byte[0],
                    console,
                    console,
                    ticker,
                    random);
            return shipper.finish(arrears.get().ended(), patience) ? Outcome.DELIVERED : Outcome.KEPT;
        } catch (IOException damaged) {
            console.warn("log.undelivered", "The log of run " + run.id() + " is kept: " + damaged.getMessage());
            return Outcome.KEPT;
        }
    }
}
