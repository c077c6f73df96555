package startup.http;

import java.io.IOException;

/** The proxy would not open a tunnel. Whatever else it answered is its own word and not the server's. */
final class ProxyRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyRefused(int status) {
        super("the proxy refused the connection with status " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
