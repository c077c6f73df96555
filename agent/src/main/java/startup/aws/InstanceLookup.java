package startup.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import startup.base.Events;
import startup.base.Ticker;

/**
 * Learns once which instance this is, in a thread of its own, so that a boot waits for it only where it needs it. Safe for
 * many threads.
 *
 * <p>That metadata is missing fails nothing. Tells {@code metadata.found}, {@code metadata.waiting} and
 * {@code metadata.absent}; the last is a warning where the service was expected, or answers and refuses.
 */
public final class InstanceLookup implements AutoCloseable {
    private final FutureTask<Found> search;
    private @Nullable Thread thread;

    private InstanceLookup(FutureTask<Found> search) {
        this.search = search;
    }

    /**
     * Looks nowhere before {@link #begin}.
     *
     * @param endpoint none if the service is switched off by the environment
     * @param patience how long the service is waited for where the hardware is EC2's, or an address was stated
     * @param service asked for only where something answers, so that elsewhere no class of HTTP is loaded
     */
    public InstanceLookup(
            Optional<MetadataEndpoint> endpoint,
            Ec2Hardware hardware,
            Duration patience,
            Function<MetadataEndpoint, MetadataService> service,
            Events events,
            Ticker ticker) {
        this(endpoint, hardware, patience, service, events, ticker, Knock.brief(ticker));
    }

    /** For tests, which must not depend on speed. */
    InstanceLookup(
            Optional<MetadataEndpoint> endpoint,
            Ec2Hardware hardware,
            Duration patience,
            Function<MetadataEndpoint, MetadataService> service,
            Events events,
            Ticker ticker,
            Knock knock) {
        this(
                endpoint.isEmpty()
                        ? known(Found.none(Found.noService("AWS_EC2_METADATA_DISABLED switches it off")))
                        : new FutureTask<>(new MetadataSearch(
                                endpoint.get(), hardware, patience, service, events, ticker, knock)));
    }

    /** What a person says of the machine, or that there is nothing to say; no service is asked. */
    public static InstanceLookup told(Optional<InstanceMetadata> metadata) {
        return new InstanceLookup(known(Found.told(metadata)));
    }

    private static FutureTask<Found> known(Found found) {
        FutureTask<Found> done = new FutureTask<>(() -> found);
        done.run();
        return done;
    }

    /** Begins to look, unless that was done before. */
    public synchronized void begin() {
        if (thread == null && !search.isDone()) {
            Thread fresh = new Thread(search, "metadata");
            fresh.setDaemon(true);
            fresh.start();
            thread = fresh;
        }
    }

    /** What is known of the instance, once it is known; empty without metadata, and after {@link #close}. */
    public Optional<InstanceMetadata> await() throws InterruptedException {
        return found().metadata();
    }

    /** The service itself, once it is found; empty where there is none. */
    public Optional<MetadataService> service() throws InterruptedException {
        return found().service();
    }

    /**
     * The instance's role, as the service will tell it: each question waits until the service is found, and where there is
     * none is answered by an {@link AwsRefusal} that says why.
     */
    public InstanceRole role() {
        return new InstanceRole() {
            @Override
            public Optional<String> roleName() throws IOException {
                return demand().roleName();
            }

            @Override
            public String credentialsJson(String role) throws IOException {
                return demand().credentialsJson(role);
            }
        };
    }

    private MetadataService demand() throws IOException {
        try {
            return found().demand();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the metadata service was looked for");
        }
    }

    private Found found() throws InterruptedException {
        begin();
        try {
            return search.get();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the search for the metadata service failed", fault.getCause());
        } catch (CancellationException closedMeanwhile) {
            return closed();
        }
    }

    private static Found closed() {
        return Found.none(Found.noService("the agent stopped looking for it"));
    }

    /** Stops looking; what was found stays. */
    @Override
    public void close() {
        search.cancel(true);
    }
}
