package startup.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import startup.http.RawServer;

/**
 * An S3 for tests, on 127.0.0.1: S3Proxy, which keeps objects in memory and verifies signatures, and before it a front
 * that records every request and objects to what S3Proxy lets pass: another region than {@link #REGION}, headers that
 * are not signed, a missing or wrong session token, and a range of another content than {@code If-Range} names.
 *
 * <p>Its clock is the machine's, as is S3's: a request signed 15 minutes off is refused.
 */
public final class S3Server implements AutoCloseable {
    public static final String REGION = "eu-west-1";
    public static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
    public static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static final Pattern HALF_PUT = Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Optional<String> token;
    private final BlobStore store;
    private final S3Proxy proxy;
    private final RawServer front;
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> objections = new CopyOnWriteArrayList<>();
    private volatile Function<RecordedRequest, Optional<String>> fault = request -> Optional.empty();
    private int answered;

    private S3Server(Optional<String> token) throws IOException {
        this.token = token;
        this.store = BlobStores.create("transient-nio2", new Properties());
        this.proxy = S3Proxy.builder()
                .blobStore(store)
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .endpoint(URI.create("http://127.0.0.1:0"))
                // else it does not know the header of the session token
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IOException("S3Proxy does not start", e);
        }
        this.front = RawServer.start(this::serve);
    }

    /** With lasting credentials. */
    public static S3Server start() throws IOException {
        return new S3Server(Optional.empty());
    }

    /** With temporary credentials, to which this session token belongs. */
    public static S3Server startWithToken(String token) throws IOException {
        return new S3Server(Optional.of(token));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    /** What a process is given to find this server and its credentials, and no other. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL_S3", endpoint().toString());
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
        token.ifPresent(value -> environment.put("AWS_SESSION_TOKEN", value));
        return environment;
    }

    public void createBucket(String bucket) {
        store.createContainer(bucket);
    }

    /** The keys that begin so, in order; without what S3Proxy keeps, under KEY-UUID, of an object still being put. */
    public List<String> objects(String bucket, String prefix) {
        List<String> keys = new ArrayList<>();
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix);
        ListObjectsV2Response page = store.list(request.build());
        page.contents().stream().map(S3Object::key).forEach(keys::add);
        while (Boolean.TRUE.equals(page.isTruncated())) {
            page = store.list(
                    request.continuationToken(page.nextContinuationToken()).build());
            page.contents().stream().map(S3Object::key).forEach(keys::add);
        }
        keys.removeIf(HALF_PUT.asMatchPredicate());
        return keys;
    }

    public byte[] content(String bucket, String key) throws IOException {
        try (InputStream blob = store.getBlob(bucket, key)) {
            return blob.readAllBytes();
        }
    }

    public void put(String bucket, String key, byte[] content) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentLength((long) content.length)
                .build();
        store.putBlob(request, new ByteArrayInputStream(content));
    }

    /** What was asked so far, in order, refused or not. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** What a real S3 would have refused and S3Proxy would not; it was refused. Faults are not among them. */
    public List<String> objections() {
        return List.copyOf(objections);
    }

    /** How many requests have been answered, or refused, so far. */
    public synchronized int answered() {
        return answered;
    }

    /** Waits until more than so many have been answered. */
    public synchronized void awaitMoreThan(int answers) throws InterruptedException {
        while (answered <= answers) {
            wait();
        }
    }

    private synchronized void oneMoreIsAnswered() {
        answered++;
        notifyAll();
    }

    /**
     * From now on this is answered, byte by byte, instead of what S3 answers, where it is not empty; see {@link #error}.
     * An answer of no bytes ends the connection without one.
     */
    public void faults(Function<RecordedRequest, Optional<String>> instead) {
        fault = instead;
    }

    /** A whole answer as S3 makes it for an error. */
    public static String error(int status, String code, String message, String extra) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message>" + extra + "<RequestId>4442587FB7D0A2F9</RequestId></Error>";
        return "HTTP/1.1 " + status + " No\r\nx-amz-request-id: 4442587FB7D0A2F9\r\nContent-Type: application/xml\r\n"
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void serve(RawServer.Exchange exchange) throws IOException {
        int length = Integer.parseInt(exchange.header("Content-Length").orElse("0"));
        RecordedRequest request =
                RecordedRequest.of(exchange.head(), exchange.in().readNBytes(length));
        requests.add(request);
        Optional<String> refusal = fault.apply(request);
        if (refusal.isEmpty()) {
            Optional<S3Objection> objection = S3Objection.to(request, REGION, token);
            objection.ifPresent(reason -> objections.add(request + ": " + reason));
            refusal = objection.map(S3Objection::answer);
        }
        try {
            if (refusal.isPresent()) {
                exchange.text(refusal.get());
            } else {
                forward(exchange, request);
            }
        } finally {
            oneMoreIsAnswered();
        }
    }

    private void forward(RawServer.Exchange exchange, RecordedRequest request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.getPort())) {
            OutputStream out = socket.getOutputStream();
            // the end of the connection is the end of the answer
            String head = exchange.head().replace("Connection: keep-alive\r\n", "");
            int line = head.indexOf("\r\n") + 2;
            String closing = head.substring(0, line) + "Connection: close\r\n" + head.substring(line);
            out.write(closing.getBytes(StandardCharsets.ISO_8859_1));
            out.write(request.body());
            out.flush();
            InputStream in = socket.getInputStream();
            String answer = head(in);
            if (isOfOtherContent(answer, request)) {
                whole(exchange, request);
            } else {
                exchange.text(answer);
                in.transferTo(exchange.out());
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int value = 0;
        while (head.indexOf("\r\n\r\n") < 0 && value >= 0) {
            value = in.read();
            head.append(value < 0 ? "" : (char) value);
        }
        return head.toString();
    }

    /** Whether a part was answered, although the object is not what {@code If-Range} names. */
    private static boolean isOfOtherContent(String head, RecordedRequest request) {
        Optional<String> known = request.header("If-Range");
        return known.isPresent()
                && head.startsWith("HTTP/1.1 206")
                && head.lines().noneMatch(line -> line.endsWith(": " + known.get()));
    }

    private void whole(RawServer.Exchange exchange, RecordedRequest request) throws IOException {
        String tag = store.blobMetadata(request.bucket(), request.key()).eTag();
        byte[] content = content(request.bucket(), request.key());
        exchange.say(
                "HTTP/1.1 200 OK",
                "Accept-Ranges: bytes",
                "ETag: " + tag,
                "Connection: close",
                "Content-Length: " + content.length);
        exchange.out().write(content);
    }

    @Override
    public void close() throws IOException {
        front.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("S3Proxy does not stop", e);
        }
        store.close();
    }
}
