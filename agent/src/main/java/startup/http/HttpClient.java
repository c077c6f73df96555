package startup.http;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client. It sends a request through the proxy that the environment asks for and follows redirects; it
 * decodes nothing, keeps no cookies and retries nothing. An interrupt of the thread that waits on it cuts the connection.
 *
 * <p>Safe for many threads. The library is loaded and set up by the first request, for that costs a cold machine more
 * than the rest of a short fetch.
 */
public final class HttpClient implements AutoCloseable {
    static final int MOST_REDIRECTS = 5;

    private final ProxySettings proxies;
    private final HttpTimeouts timeouts;
    private final String userAgent;
    private final @Nullable SSLContext tls;
    private @Nullable Transport transport;

    public HttpClient(ProxySettings proxies, HttpTimeouts timeouts, String userAgent) {
        this(proxies, timeouts, userAgent, null);
    }

    /** For tests, whose servers nobody vouches for. */
    HttpClient(ProxySettings proxies, HttpTimeouts timeouts, String userAgent, @Nullable SSLContext tls) {
        this.proxies = proxies;
        this.timeouts = timeouts;
        this.userAgent = userAgent;
        this.tls = tls;
    }

    /**
     * The answer to {@code request}, whatever its status, after at most {@value #MOST_REDIRECTS} redirects, unless it
     * wants none followed. They are followed never from https to http, and {@code Authorization} and other credentials never go to another host, port or
     * scheme.
     *
     * @throws RedirectRefused if a redirect is not followed
     * @throws IOException if no answer came; see {@link NetworkFault}
     */
    public Response send(Request request) throws IOException {
        Request next = request.plain();
        for (int redirects = 0; ; redirects++) {
            Response response = transport().exchange(next, proxies.proxyFor(next.uri()));
            Optional<Request> onward = next.followsRedirects() ? onward(next, response) : Optional.empty();
            if (onward.isEmpty()) {
                return response;
            }
            response.close();
            if (redirects == MOST_REDIRECTS) {
                throw new RedirectRefused("the server redirects more than " + MOST_REDIRECTS + " times");
            }
            next = onward.get().plain();
        }
    }

    private static Optional<Request> onward(Request request, Response response) throws RedirectRefused {
        try {
            return Redirect.after(request, response);
        } catch (RedirectRefused refused) {
            response.close();
            throw refused;
        }
    }

    private synchronized Transport transport() {
        if (transport == null) {
            transport = new Transport(timeouts, userAgent, tls);
        }
        return transport;
    }

    /** Cuts every connection. */
    @Override
    public synchronized void close() {
        if (transport != null) {
            transport.close();
        }
    }
}
