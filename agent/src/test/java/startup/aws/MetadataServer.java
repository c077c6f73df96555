package startup.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import startup.base.Json;
import startup.base.Ticker;

/**
 * An instance metadata service on loopback, as strict as EC2's about tokens: 401 without a token or with one that it did
 * not give or that has expired, 400 for a token request without a life from 1 to 21600 seconds, 403 for what was
 * forwarded. A new one tells nothing; {@link #instance} and the others fill it, at any time.
 *
 * <p>A child process is led here by {@code AWS_EC2_METADATA_SERVICE_ENDPOINT}, set to {@link #uri}.
 */
public final class MetadataServer implements AutoCloseable {
    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String LIFE = "X-aws-ec2-metadata-token-ttl-seconds";
    private static final String ROLES = "meta-data/iam/security-credentials/";
    private static final String TAGS = "meta-data/tags/instance";
    private static final int LONGEST_LIFE = 21_600;

    /** The versions of the service differ in what they have, not in what it is. */
    private static final Pattern VERSION = Pattern.compile("^/(latest|\\d{4}-\\d{2}-\\d{2})/");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(MetadataServer::daemon);
    private final Ticker ticker;
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Map<String, Integer> misses = new ConcurrentHashMap<>();
    private final Map<String, Long> tokens = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int given;
    private int failures;
    private int failureStatus;
    private int tokenStatus = 200;
    private boolean tokensOptional;

    private MetadataServer(InetAddress address, Ticker ticker) throws IOException {
        this.ticker = ticker;
        this.server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static MetadataServer start() throws IOException {
        return start(Ticker.system());
    }

    /** With another clock for the life of tokens. */
    public static MetadataServer start(Ticker ticker) throws IOException {
        return new MetadataServer(InetAddress.getLoopbackAddress(), ticker);
    }

    public static MetadataServer startOn(InetAddress address) throws IOException {
        return new MetadataServer(address, Ticker.system());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "metadata-server");
        thread.setDaemon(true);
        return thread;
    }

    public URI uri() {
        InetSocketAddress at = server.getAddress();
        String host = at.getAddress().getHostAddress();
        return URI.create("http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + at.getPort());
    }

    /** An instance with an identity document and the values that every one has. */
    public MetadataServer instance(String id, String region) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("accountId", "123456789012");
        document.put("architecture", "x86_64");
        document.put("availabilityZone", region + "a");
        document.put("billingProducts", null);
        document.put("imageId", "ami-0123456789abcdef0");
        document.put("instanceId", id);
        document.put("instanceType", "t3.micro");
        document.put("pendingTime", "2026-11-22T10:14:31Z");
        document.put("privateIp", "10.0.0.7");
        document.put("region", region);
        document.put("version", "2017-09-30");
        return value("dynamic/instance-identity/document", Json.write(document))
                .value("meta-data/", "ami-id\ninstance-id\n")
                .value("meta-data/instance-id", id)
                .value("meta-data/instance-type", "t3.micro")
                .value("meta-data/ami-id", "ami-0123456789abcdef0")
                .value("meta-data/placement/region", region)
                .value("meta-data/placement/availability-zone", region + "a")
                .value("meta-data/local-ipv4", "10.0.0.7")
                .value("meta-data/local-hostname", "ip-10-0-0-7." + region + ".compute.internal");
    }

    /** The value at a path below {@code latest/}, and below every dated version. */
    public MetadataServer value(String path, String value) {
        values.put(path, value);
        return this;
    }

    public MetadataServer without(String path) {
        values.remove(path);
        return this;
    }

    /** Answers the next requests for this path as if it had no value yet. */
    public MetadataServer late(String path, int requests) {
        misses.put(path, requests);
        return this;
    }

    public synchronized MetadataServer tag(String key, String value) {
        Map<String, String> keys = new TreeMap<>();
        values.getOrDefault(TAGS, "").lines().forEach(line -> keys.put(line, line));
        keys.put(key, key);
        values.put(TAGS, String.join("\n", keys.keySet()));
        return value(TAGS + "/" + key, value);
    }

    /** Attaches a role; its credentials are a JSON document as the service's. */
    public MetadataServer role(String name, String credentialsJson) {
        return value(ROLES, name).value(ROLES + name, credentialsJson);
    }

    /** Such as {@code {"action":"terminate","time":"2026-11-22T10:20:00Z"}}. */
    public MetadataServer spotInstanceAction(String json) {
        return value("meta-data/spot/instance-action", json);
    }

    /** Such as {@code {"noticeTime":"2026-11-22T10:20:00Z"}}. */
    public MetadataServer rebalanceRecommendation(String json) {
        return value("meta-data/events/recommendations/rebalance", json);
    }

    /** Forgets every token that was given. */
    public void expireTokens() {
        tokens.clear();
    }

    /** Answers the next requests, of whatever kind, with this status. */
    public synchronized void failNext(int requests, int status) {
        failures = requests;
        failureStatus = status;
    }

    /** Gives no tokens any more, but answers for them with this status; 403 is a service that is switched off. */
    public synchronized void refuseTokens(int status) {
        tokenStatus = status;
    }

    /** Answers without a token too, as version 1 did. */
    public synchronized void makeTokensOptional() {
        tokensOptional = true;
    }

    /** Methods and decoded paths, such as {@code GET /latest/meta-data/ipv6}, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, path);
        }
    }

    private synchronized void answer(HttpExchange exchange, String path) throws IOException {
        if (failures > 0) {
            failures--;
            send(exchange, failureStatus, "");
        } else if (exchange.getRequestHeaders().containsKey("X-Forwarded-For")) {
            send(exchange, 403, "");
        } else if (path.equals("/latest/api/token")) {
            giveToken(exchange);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            send(exchange, 405, "");
        } else if (!isOpenTo(exchange)) {
            send(exchange, 401, "");
        } else {
            String value = value(VERSION.matcher(path).replaceFirst(""));
            send(exchange, value == null ? 404 : 200, value == null ? "" : value);
        }
    }

    private @Nullable String value(String path) {
        int left = misses.merge(path, -1, Integer::sum);
        return left >= 0 ? null : values.get(path);
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        int life = life(exchange.getRequestHeaders().getFirst(LIFE));
        if (tokenStatus != 200 || !exchange.getRequestMethod().equals("PUT")) {
            send(exchange, tokenStatus == 200 ? 405 : tokenStatus, "");
        } else if (life < 1 || life > LONGEST_LIFE) {
            send(exchange, 400, "");
        } else {
            given++;
            String token = "AQAEexample" + given + "==";
            tokens.put(token, ticker.nanoTime() + life * 1_000_000_000L);
            exchange.getResponseHeaders().set(LIFE, String.valueOf(life));
            send(exchange, 200, token);
        }
    }

    private static int life(String header) {
        try {
            return header == null ? 0 : Integer.parseInt(header);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private boolean isOpenTo(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst(TOKEN);
        if (token == null) {
            return tokensOptional;
        }
        Long end = tokens.get(token);
        return end != null && end - ticker.nanoTime() > 0;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("text/plain"));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
