package startup.http;

import java.time.Duration;

/**
 * How long one try may wait.
 *
 * @param connect for a connection, and again for its TLS handshake
 * @param idle for the next byte of an answer
 */
public record HttpTimeouts(Duration connect, Duration idle) {
    public HttpTimeouts {
        // the library reads 0 as "for ever"
        if (connect.toMillis() < 1 || idle.toMillis() < 1) {
            throw new IllegalArgumentException("time-outs under 1 ms: " + connect + ", " + idle);
        }
    }
}
