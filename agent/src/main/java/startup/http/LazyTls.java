package startup.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** TLS with what this Java trusts, set up when the first {@code https} URL asks for it: it costs a cold start 100 ms. */
final class LazyTls implements TlsSocketStrategy {
    private final @Nullable SSLContext context;
    private @Nullable TlsSocketStrategy strategy;

    /** With another context than Java's own, if one is given. */
    LazyTls(@Nullable SSLContext context) {
        this.context = context;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, @Nullable Object attachment, HttpContext httpContext)
            throws IOException {
        return strategy().upgrade(socket, host, port, attachment, httpContext);
    }

    private synchronized TlsSocketStrategy strategy() {
        if (strategy == null) {
            strategy =
                    context == null ? DefaultClientTlsStrategy.createDefault() : new DefaultClientTlsStrategy(context);
        }
        return strategy;
    }
}
