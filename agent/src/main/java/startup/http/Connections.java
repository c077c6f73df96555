package startup.http;

import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** How connections are made: time-outs, sockets that an interrupt closes, TLS only once a URL asks for it. */
final class Connections {
    /** Ranged downloads and the shipping of logs, at the same time, to one host. */
    private static final int MOST_TO_ONE_HOST = 16;

    private static final int MOST = 32;

    private Connections() {}

    static PoolingHttpClientConnectionManager pool(HttpTimeouts timeouts, @Nullable SSLContext tls) {
        LazyTls secure = new LazyTls(tls);
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(
                new DefaultHttpClientConnectionOperator(
                        new ChannelSockets(), null, null, scheme -> scheme.equals("https") ? secure : null),
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                null);
        Timeout connect = of(timeouts.connect());
        Timeout idle = of(timeouts.idle());
        pool.setDefaultMaxPerRoute(MOST_TO_ONE_HOST);
        pool.setMaxTotal(MOST);
        pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(connect)
                .setSocketTimeout(idle)
                .build());
        pool.setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(idle).build());
        pool.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build());
        return pool;
    }

    private static Timeout of(Duration duration) {
        return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A channel's socket, unlike another, is closed by an interrupt of the thread that reads from it. */
    private static final class ChannelSockets implements DetachedSocketFactory {
        @Override
        public Socket create(java.net.@Nullable Proxy socks) throws java.io.IOException {
            return SocketChannel.open().socket();
        }
    }
}
