package startup.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import startup.aws.InstanceMetadata;
import startup.base.Ticker;
import startup.log.Backlog;
import startup.log.CloudFacts;
import startup.log.EventLog;
import startup.log.LeftOutput;
import startup.log.LogStores;
import startup.log.Redactor;
import startup.log.Shipper;
import startup.log.Spool;
import startup.report.VerdictDocument;
import startup.run.RunFolder;

/** Delivers what is left of a run of which no agent is left: {@code agent ship}. */
public final class LateDelivery {
    private final LogStores stores;
    private final EventLog console;
    private final InstantSource wallClock;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Duration patience;

    /**
     * For any number of runs.
     *
     * @param console hears what goes wrong on the way
     * @param patience how long each run's log is tried for
     */
    public LateDelivery(
            LogStores stores,
            EventLog console,
            InstantSource wallClock,
            Ticker ticker,
            RandomGenerator random,
            Duration patience) {
        this.stores = stores;
        this.console = console;
        this.wallClock = wallClock;
        this.ticker = ticker;
        this.random = random;
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
    public Outcome deliver(RunFolder run) throws IOException, InterruptedException {
        if (!Files.exists(run.shipped())) {
            return Outcome.NOTHING_LEFT;
        }
        VerdictDocument verdict = VerdictDocument.parse(Files.readString(run.verdict()));
        if (verdict.isRunning()) {
            tellWhatIsLeft(run, verdict);
        }
        Optional<Backlog.Arrears> arrears = new UndeliveredLog(run, stores).arrears();
        if (arrears.isEmpty()) {
            return Outcome.NOTHING_LEFT;
        }
        Shipper shipper = new Shipper(
                arrears.get().delivery(), Backlog.none(console), () -> new byte[0], console, ticker, random);
        return shipper.finish(arrears.get().ended(), patience) ? Outcome.DELIVERED : Outcome.KEPT;
    }

    /** What modules printed and the killed agent had not told goes into the run's own log first. */
    private void tellWhatIsLeft(RunFolder run, VerdictDocument verdict) throws IOException {
        List<LeftOutput.OfAttempt> left = new ArrayList<>();
        for (VerdictDocument.Module module : verdict.modules()) {
            left.addAll(run.outputs(module.name()));
        }
        Optional<CloudFacts> facts = facts(run);
        Redactor redactor = console.redactor();
        redactor.recognise(run.prints());
        try (EventLog log = new EventLog(wallClock, redactor, List.of())) {
            log.addSink(Spool.open(run.events(), run.id().toString(), () -> facts, log));
            new LeftOutput(run.events()).tell(left, log);
        }
    }

    private static Optional<CloudFacts> facts(RunFolder run) throws IOException {
        try {
            InstanceMetadata metadata = InstanceMetadata.parse(Files.readString(run.metadata()));
            return Optional.of(new CloudFacts(metadata.instanceId(), metadata.region()));
        } catch (NoSuchFileException offTheCloud) {
            return Optional.empty();
        }
    }
}
