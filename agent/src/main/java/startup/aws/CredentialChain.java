package startup.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import startup.base.Deadline;
import startup.base.Events;
import startup.base.Secret;
import startup.base.Ticker;
import startup.http.HttpClient;

/**
 * Credentials from wherever this machine has them, in the order of AWS's own tools: the environment, a web identity, the
 * shared files, the container endpoint, the instance's role. They are looked for at the first question, and again five
 * minutes before they expire, by one thread while the others go on with the old ones; if that fails, the old ones serve
 * for as long as they are valid. Secrets are handed to {@link Events#conceal} before anybody gets them. Replaced ones are
 * not wiped, for another thread may be signing with them.
 *
 * <p>Tells {@code credentials.found}, {@code credentials.waiting} and {@code credentials.kept}. Source: AWS SDKs and Tools
 * Reference Guide, "Standardized credential providers", "Understand the credential provider chain".
 */
public final class CredentialChain implements CredentialsSource {
    /** A service that is in trouble is not asked for others at every request. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private final List<CredentialLink> links;
    private final Events events;
    private final Ticker ticker;
    private final InstantSource clock;
    private final AtomicReference<@Nullable HeldCredentials> held = new AtomicReference<>();
    private final ReentrantLock looking = new ReentrantLock();

    /**
     * A chain that has not looked yet.
     *
     * @param home of the user, where {@code .aws} may be
     * @param direct a client without a proxy, for the container endpoint
     * @param clock what expiry is compared with
     * @param patience how long a role that is missing is waited for, over the whole life of the chain
     */
    public CredentialChain(
            Map<String, String> environment,
            Path home,
            HttpClient direct,
            InstanceRole role,
            Events events,
            Ticker ticker,
            InstantSource clock,
            Duration patience) {
        this(
                List.of(
                        new EnvironmentKeys(environment),
                        new WebIdentity(environment),
                        new ProfileCredentials(new SharedConfig(environment, home)),
                        new ContainerEndpoint(environment, direct, events, ticker),
                        new RoleCredentials(role, new RoleWait(patience, events, ticker))),
                events,
                ticker,
                clock);
    }

    CredentialChain(List<CredentialLink> links, Events events, Ticker ticker, InstantSource clock) {
        this.links = links;
        this.events = events;
        this.ticker = ticker;
        this.clock = clock;
    }

    @Override
    public Credentials credentials() throws IOException {
        HeldCredentials now = held.get();
        if (now != null && now.isFresh(clock.instant())) {
            return now.credentials();
        } else if (now != null && now.isUsable(clock.instant()) && looking.isLocked()) {
            return now.credentials();
        }
        return lookAlone();
    }

    @Override
    public void refused(Credentials stale) {
        held.updateAndGet(now -> now != null && now.credentials() == stale ? now.asRefused() : now);
    }

    private Credentials lookAlone() throws IOException {
        try {
            looking.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for credentials");
        }
        try {
            HeldCredentials now = held.get();
            if (now != null && now.isFresh(clock.instant())) {
                return now.credentials();
            }
            return now != null && now.isUsable(clock.instant()) ? renewed(now) : hold(find(true));
        } finally {
            looking.unlock();
        }
    }

    private Credentials renewed(HeldCredentials old) throws IOException {
        try {
            return hold(find(false));
        } catch (InterruptedIOException interrupted) {
            throw interrupted;
        } catch (IOException fault) {
            Deadline later = Deadline.after(BETWEEN_LOOKS, ticker);
            held.updateAndGet(now -> now == null ? now : now.lookedAgainAt(later));
            events.warn("credentials.kept", kept(old.credentials(), fault));
            return old.credentials();
        }
    }

    private static String kept(Credentials old, IOException fault) {
        String until = old.expires().map(end -> " until " + end).orElse("");
        String why = fault instanceof AwsRefusal refusal ? refusal.why() : "a fault of input or output";
        return "The credentials of " + old.source() + " could not be renewed (" + why + ") and stay in use" + until;
    }

    private Credentials hold(Credentials found) {
        events.conceal(found.secretAccessKey());
        Optional<Secret> token = found.sessionToken();
        token.ifPresent(events::conceal);
        events.debug("credentials.found", "Credentials come from " + found.source());
        held.set(new HeldCredentials(found, false, Deadline.after(BETWEEN_LOOKS, ticker)));
        return found;
    }

    private Credentials find(boolean mayWait) throws IOException {
        for (CredentialLink link : links) {
            Optional<Credentials> found = link.find(mayWait);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw nothingFound();
    }

    private AwsRefusal nothingFound() {
        String places = links.stream().map(CredentialLink::lookedAt).collect(Collectors.joining(", "));
        String remedies = links.stream()
                .map(CredentialLink::remedy)
                .filter(remedy -> !remedy.isEmpty())
                .map(remedy -> remedy + "; or ")
                .collect(Collectors.joining());
        return NoCredentials.lasting(
                "there are no AWS credentials in " + places,
                remedies + "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
    }
}
