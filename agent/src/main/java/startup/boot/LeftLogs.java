package startup.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import startup.aws.InstanceMetadata;
import startup.base.AtomicFile;
import startup.base.ExitStatus;
import startup.log.Backlog;
import startup.log.CloudFacts;
import startup.log.Delivery;
import startup.log.EventLog;
import startup.log.LeftOutput;
import startup.log.LogStores;
import startup.log.Redactor;
import startup.log.Shipment;
import startup.log.Spool;
import startup.report.VerdictDocument;
import startup.run.OpenRun;
import startup.run.RunFolder;

/**
 * The logs of runs of which no agent is left, with whatever was not delivered. Only for the holder of the state folder's
 * lock.
 */
final class LeftLogs {
    private final LogStores stores;
    private final InstantSource wallClock;
    private final Optional<String> instance;

    /** On the instance of that id, or off the cloud. */
    LeftLogs(LogStores stores, InstantSource wallClock, Optional<String> instance) {
        this.stores = stores;
        this.wallClock = wallClock;
        this.instance = instance;
    }

    /** Empty if nothing is left, nothing was to be delivered, or it is the log of another machine. */
    Optional<Backlog.Arrears> arrears(RunFolder run) throws IOException {
        Optional<Shipment> shipment = Shipment.read(run.shipped());
        if (shipment.isEmpty() || isOfAnother(shipment.get())) {
            return Optional.empty();
        }
        VerdictDocument verdict = VerdictDocument.parse(Files.readString(run.verdict()));
        if (verdict.isRunning()) {
            tellWhatIsLeft(run, verdict);
        }
        Delivery delivery = new Delivery(
                run.log(),
                shipment.get(),
                stores.open(shipment.get().destination(), shipment.get().encryption()));
        return delivery.isComplete(!verdict.isRunning())
                ? Optional.empty()
                : Optional.of(new Backlog.Arrears(run.id().toString(), delivery, !verdict.isRunning()));
    }

    /** An image that was made of a machine during a run holds a part of its log, under the names of the whole. */
    private boolean isOfAnother(Shipment shipment) {
        String there = shipment.place().instance();
        return instance.isPresent() && there.startsWith("i-") && !there.equals(instance.get());
    }

    /** Gives a run its verdict that nobody goes on with, for another bundle was booted. */
    void close(OpenRun left) throws IOException {
        RunFolder run = left.folder();
        VerdictDocument verdict = VerdictDocument.parse(Files.readString(run.verdict()));
        if (verdict.isRunning()) {
            tellWhatIsLeft(run, verdict);
            verdict = verdict.givenUp(
                    ExitStatus.MODULE_FAILED,
                    "another bundle was booted before the run had ended",
                    wallClock.instant());
            AtomicFile.write(run.verdict(), (verdict.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Integer exit = verdict.exit();
        left.ended(verdict.verdict(), exit == null ? ExitStatus.MODULE_FAILED.code() : exit);
        Files.deleteIfExists(run.reserve());
        Files.deleteIfExists(run.prints());
        Files.deleteIfExists(run.environment());
    }

    /** What modules printed and the killed agent had not told goes into the run's own log first. */
    private void tellWhatIsLeft(RunFolder run, VerdictDocument verdict) throws IOException {
        List<LeftOutput.OfAttempt> left = new ArrayList<>();
        for (VerdictDocument.Module module : verdict.modules()) {
            left.addAll(run.outputs(module.name()));
        }
        Redactor redactor = new Redactor(); // its own: to search for prints would slow the log of a run under way
        redactor.recognise(run.prints());
        Optional<CloudFacts> facts = facts(run);
        try (EventLog log = new EventLog(wallClock, redactor, List.of())) {
            log.addSink(Spool.open(run.events(), run.id().toString(), () -> facts, log));
            if (!new LeftOutput(run.events()).tell(left, log)) {
                Files.deleteIfExists(run.prints()); // nothing is left that could hold a secret
            }
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
