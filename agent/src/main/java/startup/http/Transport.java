package startup.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer over the library, with everything switched off that it would do by itself. Directly the
 * minimal client serves; only a proxy needs the large one, which costs a cold start some 250 ms more.
 */
final class Transport {
    /** What the library states itself and refuses to be told. */
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection", "transfer-encoding");

    private final PoolingHttpClientConnectionManager connections;
    private final String userAgent;
    private final CloseableHttpClient direct;
    private final Map<HttpHost, CloseableHttpClient> proxied = new HashMap<>();

    Transport(HttpTimeouts timeouts, String userAgent, @Nullable SSLContext tls) {
        this.connections = Connections.pool(timeouts, tls);
        this.userAgent = userAgent;
        this.direct = HttpClients.createMinimal(connections);
    }

    /** Sends the request once. The URI has no user and no fragment. */
    Response exchange(Request request, Optional<Proxy> proxy) throws IOException {
        Origin origin = Origin.of(request.uri());
        HttpHost host = new HttpHost(origin.scheme(), origin.host(), origin.port());
        HttpUriRequestBase message = message(request);
        CloseableHttpClient client = proxy.isEmpty() ? direct : through(proxy.get());
        HttpClientContext context = HttpClientContext.create();
        Response response = new Response(request.uri(), message, send(client, host, message, context));
        if (origin.isSecure() && context.getSSLSession() == null) {
            // the library hands a proxy's answer to CONNECT on as if it came from the server
            response.close();
            throw new ProxyRefused(response.status());
        }
        return response;
    }

    private static ClassicHttpResponse send(
            CloseableHttpClient client, HttpHost host, HttpUriRequestBase message, HttpClientContext context)
            throws IOException {
        try {
            return client.executeOpen(host, message, context);
        } catch (IllegalStateException noConnection) {
            // what the pool throws at a thread that is interrupted, and at everybody once it is closed
            throw Thread.currentThread().isInterrupted()
                    ? new InterruptedIOException("interrupted while waiting for a connection")
                    : new IOException("the HTTP client is closed", noConnection);
        }
    }

    private HttpUriRequestBase message(Request request) {
        URI uri = request.uri();
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), uri);
        message.addHeader("User-Agent", userAgent);
        if (!request.has("Accept-Encoding")) {
            // digests, ranges and lengths are of the bytes as they are stored
            message.addHeader("Accept-Encoding", "identity");
        }
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (!OWN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                message.setHeader(header.getKey(), header.getValue());
            }
        }
        if (request.body().length > 0) {
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return message;
    }

    private synchronized CloseableHttpClient through(Proxy proxy) {
        HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
        return proxied.computeIfAbsent(host, unknown -> largeClient(host, proxy));
    }

    private CloseableHttpClient largeClient(HttpHost host, Proxy proxy) {
        BasicCredentialsProvider logins = new BasicCredentialsProvider();
        proxy.user().ifPresent(user -> logins.setCredentials(new AuthScope(host), login(user, proxy)));
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionManagerShared(true)
                .setProxy(host)
                .setDefaultCredentialsProvider(logins)
                // else plain requests ask the server to switch to TLS
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    private static UsernamePasswordCredentials login(String user, Proxy proxy) {
        String password = new String(proxy.password().copy(), StandardCharsets.UTF_8);
        return new UsernamePasswordCredentials(user, password.toCharArray());
    }

    void close() {
        connections.close(CloseMode.IMMEDIATE);
    }
}
