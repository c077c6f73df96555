package startup.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.boot.LateDelivery;
import startup.log.LogStores;
import startup.run.AgentLock;
import startup.run.RunFolder;
import startup.run.StateFolder;

/** {@code agent ship}: delivers what is left of the log of one run, or of every run that is kept. */
final class ShipCommand implements Command {
    private final Session session;
    private final StateFolder state;
    private final Duration patience;

    ShipCommand(Session session) throws AgentException {
        this.session = session;
        this.state = StatePath.of(session);
        this.patience = new LogOptions(session).patience();
    }

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public ExitStatus run() throws IOException, InterruptedException {
        List<RunFolder> runs = runs(session.arguments().operand());
        if (runs.isEmpty()) {
            session.terminal().out().println("Nothing is left to deliver");
            return ExitStatus.OK;
        }
        try (AgentLock lock = state.lock()) {
            return deliver(runs);
        }
    }

    private ExitStatus deliver(List<RunFolder> runs) throws IOException, InterruptedException {
        LogStores stores = new LogStores(session.cloud()::s3);
        LateDelivery delivery = new LateDelivery(stores, session.log(), ThisMachine.of(session), patience);
        int delivered = 0;
        int kept = 0;
        for (RunFolder run : runs) {
            switch (delivery.deliver(run)) {
                case DELIVERED -> delivered++;
                case KEPT -> kept++;
                case NOTHING_LEFT -> {}
            }
        }
        String result = delivered + kept == 0
                ? "Nothing is left to deliver"
                : "Delivered the log of " + runs(delivered) + (kept > 0 ? ", kept that of " + runs(kept) : "");
        session.terminal().out().println(result);
        return kept > 0 ? ExitStatus.LOG_UNDELIVERED : ExitStatus.OK;
    }

    private static String runs(int count) {
        return count + (count == 1 ? " run" : " runs");
    }

    private List<RunFolder> runs(Optional<String> id) throws AgentException {
        if (id.isEmpty()) {
            return state.runs();
        }
        return List.of(state.run(id.get())
                .orElseThrow(() -> new AgentException(
                        ExitStatus.USAGE,
                        "There is no run " + id.get(),
                        "the state folder " + state.root() + " has none of that name",
                        "Leave the name out to deliver every run's, or name another folder with --state")));
    }
}
