package startup.aws;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import startup.base.Ticker;
import startup.http.HttpClient;

/**
 * EC2's instance metadata service (IMDS): what it tells of the instance, of its role and of what is about to happen to it.
 * Safe for many threads.
 *
 * <p>Every method throws an {@link AwsRefusal} if the service does not answer or refuses, and ends with an
 * {@link java.io.InterruptedIOException} if its thread is interrupted. A refusal that may pass was tried three times.
 *
 * <p>Source: Amazon EC2 User Guide, "Use instance metadata to manage your EC2 instance".
 */
public final class MetadataService implements InstanceRole {
    private static final String ROLES = "meta-data/iam/security-credentials/";

    private final MetadataSession session;

    /**
     * Asks nothing yet.
     *
     * @param http without a proxy, for only the instance itself is answered, and with time-outs of about a second
     * @param version1Allowed whether to do without a token where none is to be had
     */
    public MetadataService(HttpClient http, MetadataEndpoint endpoint, boolean version1Allowed, Ticker ticker) {
        MetadataExchange exchange = new MetadataExchange(http, endpoint);
        this.session = new MetadataSession(exchange, new MetadataTokens(exchange, version1Allowed, ticker), ticker);
    }

    /** All that the service tells of the instance, by some six requests and one for each tag. */
    public InstanceMetadata read() throws IOException {
        return new MetadataReading(session).read();
    }

    @Override
    public Optional<String> roleName() throws IOException {
        List<String> roles = session.lines(ROLES);
        return roles.isEmpty() ? Optional.empty() : Optional.of(roles.get(0).strip());
    }

    @Override
    public String credentialsJson(String role) throws IOException {
        Optional<String> json = session.get(ROLES + UriEncoding.component(role));
        return json.orElseThrow(() -> session.missing("credentials of the instance's role"));
    }

    /**
     * The notice that this spot instance will be stopped, terminated or hibernated, as JSON with {@code action} and
     * {@code time}; empty as long as there is none.
     */
    public Optional<String> spotInstanceAction() throws IOException {
        return session.get("meta-data/spot/instance-action");
    }

    /** The notice that this spot instance is at a higher risk, as JSON with {@code noticeTime}; empty if there is none. */
    public Optional<String> rebalanceRecommendation() throws IOException {
        return session.get("meta-data/events/recommendations/rebalance");
    }
}
