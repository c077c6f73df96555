package startup.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import startup.base.Deadline;
import startup.base.Ticker;

/**
 * Whether somebody is at home, found out with a bare socket: no class of the HTTP client is loaded where there is no
 * service, and whoever accepts a connection and says nothing holds nobody up.
 */
final class Knock {
    /** The service is on the machine that the instance runs on. */
    private static final Duration CONNECT = Duration.ofMillis(300);

    private static final Duration ANSWER = Duration.ofMillis(500);
    /** As far as the status: {@code HTTP/1.1 200}. */
    private static final int STATUS_BYTES = 12;

    private final Duration connect;
    private final Duration answer;
    private final Ticker ticker;

    /** Waits so long for a connection, and then for an answer. */
    Knock(Duration connect, Duration answer, Ticker ticker) {
        this.connect = connect;
        this.answer = answer;
        this.ticker = ticker;
    }

    /** For 300 ms and 500 ms, which is long for a service next door and under a second for who has none. */
    static Knock brief(Ticker ticker) {
        return new Knock(CONNECT, ANSWER, ticker);
    }

    /** Whether a connection is accepted in time. */
    boolean isOpen(URI uri) {
        try (Socket socket = connect(uri)) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Whether what the metadata service could say is said in time. */
    boolean isAnswered(URI uri) {
        try (Socket socket = connect(uri)) {
            // plain joins: string templates of the compiler's cost a cold start more than this look
            String request = String.join(
                    "\r\n",
                    "GET ".concat(uri.getRawPath()).concat(" HTTP/1.1"),
                    "Host: ".concat(uri.getRawAuthority()),
                    "Connection: close",
                    "",
                    "");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return isOfTheService(status(socket));
        } catch (IOException nobody) {
            return false;
        }
    }

    private Socket connect(URI uri) throws IOException {
        int ownPort = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? ownPort : uri.getPort()), (int)
                    connect.toMillis());
            return socket;
        } catch (IOException fault) {
            socket.close();
            throw fault;
        }
    }

    private String status(Socket socket) throws IOException {
        Deadline deadline = Deadline.after(answer, ticker);
        InputStream in = socket.getInputStream();
        StringBuilder status = new StringBuilder();
        while (status.length() < STATUS_BYTES && !deadline.hasPassed()) {
            socket.setSoTimeout((int) deadline.remaining().toMillis() + 1);
            int value = in.read();
            if (value < 0) {
                return "";
            }
            status.append((char) value);
        }
        return status.toString();
    }

    /** What is allowed without a token, refused without one, switched off, or overloaded; a login page redirects. */
    private static boolean isOfTheService(String status) {
        return status.length() == STATUS_BYTES
                && status.startsWith("HTTP/1.")
                && (status.endsWith(" 200")
                        || status.endsWith(" 401")
                        || status.endsWith(" 403")
                        || status.startsWith(" 5", STATUS_BYTES - 4));
    }
}
