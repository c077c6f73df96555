package startup.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One request as it came over the wire. */
public final class RecordedRequest {
    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final byte[] body;

    private RecordedRequest(String method, String target, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    static RecordedRequest of(String head, byte[] body) {
        List<String> lines = head.lines().toList();
        String[] start = lines.get(0).split(" ", -1);
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new RecordedRequest(start[0], start[1], headers, body);
    }

    public String method() {
        return method;
    }

    /** Path and query, as they were sent. */
    public String target() {
        return target;
    }

    /** By their names in lower case. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Not a copy: a fault may damage it. */
    public byte[] body() {
        return body;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** As S3 knows it, where the request names its bucket in the path. */
    public String bucket() {
        return path().split("/", 3)[1];
    }

    /** As S3 knows it: decoded. */
    public String key() {
        String[] parts = path().split("/", 3);
        return parts.length < 3 ? "" : URLDecoder.decode(parts[2].replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** What stands behind {@code name=} in the Authorization header: Credential, SignedHeaders or Signature. */
    Optional<String> signing(String name) {
        for (String part : header("Authorization").orElse("").split("[ ,]+", -1)) {
            if (part.startsWith(name + "=")) {
                return Optional.of(part.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
