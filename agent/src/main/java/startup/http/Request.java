package startup.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a server. Not a record, for a record prints its fields, and a presigned URL or a token is a secret.
 *
 * <p>{@code Host}, {@code Content-Length} and {@code Connection} are the client's business: a caller's are not sent. A
 * user and password in the URI become Basic authentication, as with curl.
 */
public final class Request {
    private static final Set<String> ALWAYS_CREDENTIALS = Set.of("authorization", "cookie", "proxy-authorization");

    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final Set<String> credentials;
    private final byte[] body;
    private final boolean followsRedirects;

    private Request(
            String method,
            URI uri,
            Map<String, String> headers,
            Set<String> credentials,
            byte[] body,
            boolean followsRedirects) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.credentials = credentials;
        this.body = body;
        this.followsRedirects = followsRedirects;
    }

    public Request(String method, URI uri, Map<String, String> headers) {
        this(method, uri, headers, new byte[0]);
    }

    /** A request with a body, sent whole and again after a redirect that keeps the method. The array is not copied. */
    public Request(String method, URI uri, Map<String, String> headers, byte[] body) {
        this(method, uri, new LinkedHashMap<>(headers), ALWAYS_CREDENTIALS, body, true);
    }

    public static Request get(URI uri) {
        return new Request("GET", uri, Map.of());
    }

    /** The same with one more header, or another value of it. */
    public Request with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new Request(method, uri, more, credentials, body, followsRedirects);
    }

    /** The same with a header that never goes to another host, such as a session token; some are known without this. */
    public Request withCredential(String name, String value) {
        Set<String> more = new TreeSet<>(credentials);
        more.add(name.toLowerCase(Locale.ROOT));
        Request request = with(name, value);
        return new Request(method, uri, request.headers, more, body, followsRedirects);
    }

    /** The same, whose answer is taken as it is: for what is signed for one place, and must be signed anew for another. */
    public Request withoutRedirects() {
        return new Request(method, uri, headers, credentials, body, false);
    }

    /**
     * The same without user and fragment in the URI: a user and password there become Basic authentication, as with curl,
     * unless the caller authenticates otherwise.
     */
    Request plain() {
        String authority = String.valueOf(uri.getRawAuthority());
        int at = authority.lastIndexOf('@');
        if (at < 0 && uri.getRawFragment() == null) {
            return this;
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        URI bare = URI.create(uri.getScheme() + "://" + authority.substring(at + 1) + uri.getRawPath() + query);
        Request plain = new Request(method, bare, headers, credentials, body, followsRedirects);
        return at < 0 || has("Authorization") ? plain : plain.with("Authorization", basic(authority.substring(0, at)));
    }

    private static String basic(String login) {
        String decoded = URLDecoder.decode(login.replace("+", "%2B"), StandardCharsets.UTF_8);
        String full = decoded.indexOf(':') < 0 ? decoded + ":" : decoded;
        return "Basic " + Base64.getEncoder().encodeToString(full.getBytes(StandardCharsets.UTF_8));
    }

    /** The same asked of another address; credentials stay behind unless the origin is the same. */
    Request redirectedTo(URI target) {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        if (!Origin.of(uri).equals(Origin.of(target))) {
            kept.keySet().removeIf(name -> credentials.contains(name.toLowerCase(Locale.ROOT)));
        }
        return new Request(method, target, kept, credentials, body, followsRedirects);
    }

    /** A GET of the same, without the headers that told of a body. */
    Request asGet() {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        kept.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("content-"));
        return new Request("GET", uri, kept, credentials, new byte[0], followsRedirects);
    }

    public String method() {
        return method;
    }

    public URI uri() {
        return uri;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** Empty for none. */
    byte[] body() {
        return body;
    }

    boolean followsRedirects() {
        return followsRedirects;
    }

    boolean has(String name) {
        return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    @Override
    public String toString() {
        Origin origin = Origin.of(uri);
        return method + " " + origin.scheme() + "://" + origin.host() + ":" + origin.port();
    }
}
