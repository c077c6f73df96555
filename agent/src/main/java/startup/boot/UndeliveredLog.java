package startup.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import startup.log.Backlog;
import startup.log.Delivery;
import startup.log.LogStores;
import startup.log.Shipment;
import startup.report.VerdictDocument;
import startup.run.RunFolder;

/** What a run of which no agent is left has not delivered. */
final class UndeliveredLog {
    private final RunFolder run;
    private final LogStores stores;

    UndeliveredLog(RunFolder run, LogStores stores) {
        this.run = run;
        this.stores = stores;
    }

    /** Empty if nothing is left, or nothing was to be delivered. */
    Optional<Backlog.Arrears> arrears() throws IOException {
        Optional<Shipment> shipment = Shipment.read(run.shipped());
        if (shipment.isEmpty()) {
            return Optional.empty();
        }
        boolean ended = !VerdictDocument.parse(Files.readString(run.verdict())).isRunning();
        Delivery delivery = new Delivery(
                run.log(),
                shipment.get(),
                stores.open(shipment.get().destination(), shipment.get().encryption()));
        return delivery.isComplete(ended)
                ? Optional.empty()
                : Optional.of(new Backlog.Arrears(run.id().toString(), delivery, ended));
    }
}
