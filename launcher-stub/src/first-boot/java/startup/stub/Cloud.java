package startup.stub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import startup.aws.MetadataServer;
import startup.aws.S3Server;
import startup.base.Json;

/**
 * What a machine finds in its network: the metadata of an instance with a role, the agent's runtime archive, and an S3
 * that knows the role's credentials only. The servers are the test's own, on loopback; {@link #command} joins a network
 * namespace to them.
 */
final class Cloud implements AutoCloseable {
    static final String BUNDLES = "acme-boot";
    static final String LOGS = "acme-logs";
    static final String INSTANCE = "i-0123456789abcdef0";
    private static final String SESSION_TOKEN = "session/token+of+the+role/EXAMPLE/0123456789==";
    private static final String METADATA = "169.254.169.254";
    private static final String DOWNLOADS = "10.0.0.1";
    private static final String S3 = "10.0.0.2";

    private final Path sockets;
    private final S3Server s3 = S3Server.startWithToken(SESSION_TOKEN);
    private final MetadataServer metadata = MetadataServer.start().instance(INSTANCE, S3Server.REGION);
    private final AgentServer downloads;
    private final List<Relay> relays;

    /** Serves the archive; {@code sockets} is a folder for sockets, of few letters. */
    Cloud(Path archive, Path sockets) throws IOException {
        this.sockets = sockets;
        this.downloads = new AgentServer(archive);
        s3.createBucket(BUNDLES);
        s3.createBucket(LOGS);
        metadata.role("web", credentials())
                // listings, as the service has them for folders; cloud-init walks through them
                .value("dynamic/instance-identity", "document")
                .value("meta-data/placement/", "availability-zone\nregion\n")
                .value("meta-data/", "ami-id\ninstance-id\ninstance-type\nlocal-hostname\nlocal-ipv4\nplacement/\n");
        this.relays = List.of(
                Relay.toLoopback(sockets.resolve(METADATA), metadata.uri().getPort()),
                Relay.toLoopback(
                        sockets.resolve(DOWNLOADS),
                        URI.create(downloads.url("/")).getPort()),
                Relay.toLoopback(sockets.resolve(S3), s3.endpoint().getPort()));
    }

    private static String credentials() {
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("Code", "Success");
        credentials.put("LastUpdated", "2026-11-22T10:00:00Z");
        credentials.put("Type", "AWS-HMAC");
        credentials.put("AccessKeyId", S3Server.ACCESS_KEY);
        credentials.put("SecretAccessKey", S3Server.SECRET_KEY);
        credentials.put("Token", SESSION_TOKEN);
        credentials.put("Expiration", "2099-01-01T00:00:00Z");
        return Json.write(credentials);
    }

    /** Serves all of it within a network namespace; prints a line when it does. */
    List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        Stream<String> relay = Stream.of(java, "-XX:+UseSerialGC", "-cp", classes, Relay.class.getName());
        Stream<String> pairs =
                Stream.of(METADATA, DOWNLOADS, S3).map(address -> address + "=" + sockets.resolve(address));
        return Stream.concat(relay, pairs).toList();
    }

    /** What leads to an S3 that is not AWS's. */
    Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL_S3", "http://" + S3);
    }

    void userData(String script) {
        metadata.value("user-data", script);
    }

    void tag(String key, String value) {
        metadata.tag(key, value);
    }

    void upload(String key, byte[] content) {
        s3.put(BUNDLES, key, content);
    }

    String agentUrl() {
        return "http://" + DOWNLOADS + "/agent-runtime-linux-{arch}.tar.gz";
    }

    AgentServer downloads() {
        return downloads;
    }

    /** What the agent delivered of its log. */
    Delivered delivered() throws IOException {
        Delivered delivered = new Delivered();
        for (String key : s3.objects(LOGS, "")) {
            delivered.add(key, s3.content(LOGS, key));
        }
        return delivered;
    }

    /** What a real S3 would have refused and the tests' would not. */
    List<String> objections() {
        return s3.objections();
    }

    /** The paths that the metadata service was asked for. */
    List<String> metadataRequests() {
        return metadata.requests();
    }

    @Override
    public void close() throws IOException {
        for (Relay relay : relays) {
            relay.close();
        }
        downloads.close();
        metadata.close();
        s3.close();
    }
}
