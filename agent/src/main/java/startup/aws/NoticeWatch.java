package startup.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import startup.base.Events;
import startup.base.Json;
import startup.base.Ticker;

/**
 * Watches, in a thread of its own, for the notices that a spot instance gets two minutes before its end, or earlier if it
 * is at a higher risk. Tells each once, as {@code instance.interruption} or {@code instance.rebalance}, and has the log
 * delivered at once.
 *
 * <p>Source: Amazon EC2 User Guide, "Spot Instance interruption notices" (which recommends to look every 5 seconds) and
 * "EC2 instance rebalance recommendations".
 */
public final class NoticeWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final InstanceLookup lookup;
    private final Events events;
    private final Ticker ticker;
    private final Runnable flush;
    private final Thread thread = new Thread(this::watch, "notices");
    private String interruption = "";
    private String rebalance = "";

    /**
     * Watches from {@link #begin} on, once the lookup has found a service, and not at all if it finds none.
     *
     * @param flush called after each notice, from the watching thread
     */
    public NoticeWatch(InstanceLookup lookup, Events events, Ticker ticker, Runnable flush) {
        this.lookup = lookup;
        this.events = events;
        this.ticker = ticker;
        this.flush = flush;
        thread.setDaemon(true);
    }

    public void begin() {
        thread.start();
    }

    private void watch() {
        try {
            Optional<MetadataService> service = lookup.service();
            while (service.isPresent()) {
                lookOnce(service.get());
                ticker.sleep(INTERVAL);
            }
        } catch (InterruptedException closed) {
            // the run is over
        }
    }

    private void lookOnce(MetadataService service) throws InterruptedException {
        try {
            interrupted(service.spotInstanceAction());
            rebalanced(service.rebalanceRecommendation());
        } catch (IOException unanswered) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // the next look is soon, and a service that stays away is told of by whoever needs it
        }
    }

    private void interrupted(Optional<String> notice) {
        if (notice.isPresent() && !notice.get().equals(interruption)) {
            interruption = notice.get();
            tell(
                    "instance.interruption",
                    "EC2 is about to take this spot instance: action " + word(interruption, "action") + ", time "
                            + word(interruption, "time"));
        }
    }

    private void rebalanced(Optional<String> notice) {
        if (notice.isPresent() && !notice.get().equals(rebalance)) {
            rebalance = notice.get();
            tell(
                    "instance.rebalance",
                    "EC2 may soon take this spot instance: rebalance recommendation of "
                            + word(rebalance, "noticeTime"));
        }
    }

    private void tell(String action, String message) {
        events.warn(action, message);
        flush.run();
    }

    /** A notice is worth telling even if it is not as documented. */
    private static String word(String notice, String name) {
        try {
            if (Json.parse(notice) instanceof Map<?, ?> fields
                    && fields.get(name) instanceof String word
                    && PlausibleValue.isLine(word)) {
                return word;
            }
        } catch (IOException notJson) {
            // falls through
        }
        return "not stated";
    }

    /** Returns when nothing more will be told. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            // the thread is a daemon and on its way out
            Thread.currentThread().interrupt();
        }
    }
}
