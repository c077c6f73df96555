package startup.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import startup.base.Deadline;
import startup.base.Events;
import startup.base.HumanDuration;
import startup.base.Ticker;

/**
 * Finds the metadata service, or that there is none. Where it must be there, it is waited for: a young machine's network
 * comes up while the agent runs. Elsewhere a look must do, under a second even if something odd accepts connections.
 */
final class MetadataSearch implements Callable<Found> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FIRST_WORD = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

    private final MetadataEndpoint endpoint;
    private final Ec2Hardware hardware;
    private final Duration patience;
    private final Function<MetadataEndpoint, MetadataService> service;
    private final Events events;
    private final Ticker ticker;
    private final Knock knock;
    private final Map<MetadataEndpoint, MetadataService> services = new HashMap<>();
    private AwsRefusal last;

    MetadataSearch(
            MetadataEndpoint endpoint,
            Ec2Hardware hardware,
            Duration patience,
            Function<MetadataEndpoint, MetadataService> service,
            Events events,
            Ticker ticker,
            Knock knock) {
        this.endpoint = endpoint;
        this.hardware = hardware;
        this.patience = patience;
        this.service = service;
        this.events = events;
        this.ticker = ticker;
        this.knock = knock;
        this.last = Found.noService("nothing answers at ".concat(endpoint.display()));
    }

    @Override
    public Found call() throws InterruptedException {
        return endpoint.stated() || hardware.isEc2() ? waitFor() : look();
    }

    /** For a machine that is probably not EC2's. */
    private Found look() throws InterruptedException {
        Found found = knock.isAnswered(endpoint.resolve("meta-data/")) ? ask(endpoint) : null;
        if (found == null) {
            // no more than was to be expected; whoever needs the service is told why there is none
            events.debug("metadata.absent", "Going on without metadata: ".concat(last.why()));
            return Found.none(last);
        }
        return found;
    }

    /** For a machine that has the service, or will have. */
    private Found waitFor() throws InterruptedException {
        Deadline deadline = Deadline.after(patience, ticker);
        Deadline nextWord = Deadline.after(FIRST_WORD, ticker);
        Duration pause = FIRST_PAUSE;
        while (true) {
            Found found = tryAll();
            if (found != null) {
                return found;
            } else if (!last.mayPass() || deadline.hasPassed()) {
                return absent();
            }
            if (nextWord.hasPassed()) {
                events.info("metadata.waiting", "Still waiting for the metadata service: " + last.why());
                nextWord = Deadline.after(BETWEEN_WORDS, ticker);
            }
            ticker.sleep(shorter(pause, deadline.remaining()));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Asks at the first address that can be reached. */
    private @Nullable Found tryAll() throws InterruptedException {
        for (MetadataEndpoint place : places()) {
            if (knock.isOpen(place.uri())) {
                return ask(place);
            }
        }
        last = Found.unreachable("nothing can be reached at " + endpoint.display());
        return null;
    }

    private List<MetadataEndpoint> places() {
        MetadataEndpoint first = endpoint.at(endpoint.uri());
        return endpoint.otherwise()
                .map(other -> List.of(first, endpoint.at(other)))
                .orElse(List.of(first));
    }

    /** What is there, or null and why it is nothing. */
    private @Nullable Found ask(MetadataEndpoint place) throws InterruptedException {
        try {
            MetadataService there = services.computeIfAbsent(place, service);
            InstanceMetadata metadata = there.read();
            events.info("metadata.found", "This is " + metadata.instanceId() + " in " + metadata.region());
            return Found.of(there, metadata);
        } catch (AwsRefusal refusal) {
            last = refusal;
            return null;
        } catch (IOException interrupted) {
            throw new InterruptedException(interrupted.getMessage());
        }
    }

    private Found absent() {
        String limit = last.mayPass() ? " (waited " + HumanDuration.format(patience) + ")" : "";
        events.warn("metadata.absent", "Going on without metadata: " + last.why() + limit + ". " + last.action());
        return Found.none(last);
    }
}
