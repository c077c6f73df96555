package startup.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import startup.aws.CredentialChain;
import startup.aws.CredentialsSource;
import startup.aws.Ec2Hardware;
import startup.aws.Endpoints;
import startup.aws.InstanceLookup;
import startup.aws.InstanceMetadata;
import startup.aws.LaunchSignals;
import startup.aws.MetadataEndpoint;
import startup.aws.MetadataService;
import startup.aws.ProfileRegion;
import startup.aws.S3;
import startup.aws.SecretServices;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

/**
 * AWS as one command may use it: which instance this is, with whose credentials, in which region. Each part is made when
 * it is first wanted, and is safe for many threads.
 */
final class Cloud implements AutoCloseable {
    private static final Duration IMDS_TIMEOUT = Duration.ofSeconds(60);
    /** It answers within milliseconds, or something is in its way. */
    private static final Duration IMDS_ANSWER = Duration.ofSeconds(1);
    /** A role is attached seconds after an instance has started, if it is to be. */
    private static final Duration ROLE_PATIENCE = Duration.ofMinutes(5);

    private final Session session;
    private final Map<String, String> environment;
    private final Path home;
    private final InstanceLookup instance;
    private @Nullable HttpClient direct;
    private @Nullable CredentialsSource credentials;
    private @Nullable S3 s3;
    private @Nullable SecretServices secretServices;

    Cloud(Session session) throws AgentException {
        this.session = session;
        this.environment = session.terminal().environment();
        this.home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
        this.instance = lookup(session.arguments());
    }

    private InstanceLookup lookup(Arguments arguments) throws AgentException {
        boolean version1 = arguments.choice(CliOption.IMDS, "v2", "v1").equals("v1");
        Duration patience = arguments.duration(CliOption.IMDS_TIMEOUT).orElse(IMDS_TIMEOUT);
        Optional<String> told = arguments.value(CliOption.METADATA);
        if (told.isPresent()) {
            return InstanceLookup.told(told.get().equals("none") ? Optional.empty() : Optional.of(read(told.get())));
        }
        return new InstanceLookup(
                MetadataEndpoint.of(environment),
                new Ec2Hardware(Path.of("/sys")),
                patience,
                endpoint -> new MetadataService(direct(), endpoint, version1, session.ticker()),
                session.log(),
                session.ticker());
    }

    private InstanceMetadata read(String file) throws AgentException {
        try {
            return InstanceMetadata.parse(
                    Files.readString(session.terminal().workingFolder().resolve(file)));
        } catch (IOException e) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "--metadata " + file + " cannot be accepted",
                    e instanceof FileSystemException ? "it cannot be read" : String.valueOf(e.getMessage()),
                    "Name a file like a run's metadata.json, or none",
                    e);
        }
    }

    /** Which instance this is; nobody is asked before it is begun or awaited. */
    InstanceLookup instance() {
        return instance;
    }

    synchronized S3 s3() {
        if (s3 == null) {
            s3 = s3(client());
        }
        return s3;
    }

    /** For bytes that may take no longer than that to come. */
    S3 s3(Duration patience) {
        return s3(session.http(patience));
    }

    synchronized SecretServices secretServices() {
        if (secretServices == null) {
            secretServices = new SecretServices(
                    client(),
                    credentials(),
                    Endpoints.of(environment),
                    region(),
                    InstantSource.system(),
                    session.ticker(),
                    session.random());
        }
        return secretServices;
    }

    private S3 s3(HttpClient http) {
        return new S3(http, credentials(), Endpoints.of(environment), region(), InstantSource.system());
    }

    /** For whom the verdict is told to. */
    LaunchSignals launchSignals() {
        return new LaunchSignals(client(), credentials(), Endpoints.of(environment), region(), InstantSource.system());
    }

    /** As the environment's proxies say. */
    HttpClient client() {
        return session.http();
    }

    private synchronized CredentialsSource credentials() {
        if (credentials == null) {
            credentials = new CredentialChain(
                    environment,
                    home,
                    direct(),
                    instance.role(),
                    session.log(),
                    session.ticker(),
                    InstantSource.system(),
                    ROLE_PATIENCE);
        }
        return credentials;
    }

    /** For the services of the machine itself, which answer nobody else. */
    private synchronized HttpClient direct() {
        if (direct == null) {
            direct = session.client(ProxySettings.none(), new HttpTimeouts(IMDS_ANSWER, IMDS_ANSWER));
        }
        return direct;
    }

    /** In AWS's own order, and at last where this instance is. */
    private Supplier<Optional<String>> region() {
        ProfileRegion profile = new ProfileRegion(environment, home);
        return () -> {
            for (String name : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
                String region = environment.getOrDefault(name, "");
                if (!region.isEmpty()) {
                    return Optional.of(region);
                }
            }
            return profile.get().or(this::regionOfInstance);
        };
    }

    private Optional<String> regionOfInstance() {
        try {
            return instance.await().map(InstanceMetadata::region);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        instance.close();
        if (direct != null) {
            direct.close();
        }
    }
}
