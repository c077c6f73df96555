package startup.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import startup.base.Events;
import startup.base.Secret;
import startup.base.Ticker;
import startup.http.HttpClient;
import startup.http.NetworkFault;
import startup.http.Request;
import startup.http.Response;

/**
 * Credentials from the endpoint that ECS, EKS and their like give a container. Asked up to {@value #MOST_TRIES} times.
 * Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
 */
final class ContainerEndpoint implements CredentialLink {
    private static final String SOURCE = "the container endpoint";
    private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private static final String CHECK = "Check the role of the task or pod, and the variables AWS_CONTAINER_…";
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Map<String, String> environment;
    private final HttpClient http;
    private final Events events;
    private final Ticker ticker;

    /**
     * An endpoint that has not been asked.
     *
     * @param http without a proxy, for the endpoint answers only the machine itself
     */
    ContainerEndpoint(Map<String, String> environment, HttpClient http, Events events, Ticker ticker) {
        this.environment = environment;
        this.http = http;
        this.events = events;
        this.ticker = ticker;
    }

    @Override
    public Optional<Credentials> find(boolean mayWait) throws IOException {
        Optional<URI> address = ContainerAddress.of(environment);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String json = ask(address.get());
        return Optional.of(CredentialsDocument.parse(json, SOURCE).credentials());
    }

    private String ask(URI address) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return askOnce(address);
            } catch (AwsRefusal refusal) {
                if (!refusal.mayPass() || tries == MOST_TRIES) {
                    throw refusal;
                }
                ticker.pause(PAUSE);
            }
        }
    }

    private String askOnce(URI address) throws IOException {
        Request bare = Request.get(address).with("Accept", "application/json");
        String token = token();
        Request request = token.isEmpty() ? bare : bare.withCredential("Authorization", token);
        try (Response response = http.send(request)) {
            if (response.status() != 200) {
                throw refusal(response.status());
            }
            return new String(response.body().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (AwsRefusal refusal) {
            throw refusal;
        } catch (IOException fault) {
            if (Thread.currentThread().isInterrupted()) {
                throw AwsRefusal.unlessInterrupted(fault);
            }
            NetworkFault judged = NetworkFault.of(fault);
            throw new AwsRefusal("", 0, SOURCE + ": " + judged.why(), CHECK, judged.mayPass(), Duration.ZERO);
        }
    }

    private static AwsRefusal refusal(int status) {
        boolean mayPass = status == 429 || status >= 500;
        return new AwsRefusal("", status, SOURCE + " answered " + status, CHECK, mayPass, Duration.ZERO);
    }

    /** Read anew at each question, for EKS replaces the file. Empty for none. */
    private String token() throws AwsRefusal {
        String file = environment.getOrDefault(TOKEN_FILE, "").strip();
        String token = file.isEmpty() ? environment.getOrDefault(TOKEN, "") : read(Path.of(file));
        String bare = token.strip();
        if (bare.indexOf('\r') >= 0 || bare.indexOf('\n') >= 0) {
            throw NoCredentials.lasting("the token for " + SOURCE + " has more than one line", CHECK);
        }
        if (!bare.isEmpty()) {
            events.conceal(Secret.ofText(bare));
        }
        return bare;
    }

    private static String read(Path file) throws AwsRefusal {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw NoCredentials.lasting("the file that " + TOKEN_FILE + " names cannot be read", CHECK);
        }
    }

    @Override
    public String lookedAt() {
        return "the container endpoint (" + ContainerAddress.RELATIVE + ", " + ContainerAddress.FULL + ")";
    }
}
