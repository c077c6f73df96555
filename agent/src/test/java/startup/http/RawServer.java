package startup.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * A server that does on each connection what the test says, to the byte: it reads one request, lets the script answer,
 * and closes the connection. Nothing is done for the script: no length, no chunks, no status line.
 */
public final class RawServer implements AutoCloseable {
    /** What to answer. A script that throws has its connection closed. */
    public interface Script {
        void answer(Exchange exchange) throws IOException;
    }

    /** The first byte of a TLS client, which a plain server here takes for a whole request. */
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket listener;
    private final Script script;
    private final String scheme;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Thread accepting = daemon("raw-server", this::accept);

    private RawServer(ServerSocket listener, String scheme, Script script) {
        this.listener = listener;
        this.scheme = scheme;
        this.script = script;
    }

    public static RawServer start(Script script) throws IOException {
        return start(ServerSocketFactory.getDefault(), "http", script);
    }

    public static RawServer start(ServerSocketFactory sockets, String scheme, Script script) throws IOException {
        RawServer server =
                new RawServer(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), scheme, script);
        server.accepting.start();
        return server;
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                daemon("raw-connection", () -> serve(socket)).start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            if (!head.isEmpty()) {
                Exchange exchange = new Exchange(exchanges.size() + 1, head, in, socket.getOutputStream(), socket);
                exchanges.add(exchange);
                script.answer(exchange);
            }
        } catch (IOException clientWentAway) {
            // which is its right
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int value = in.read();
            if (value < 0) {
                return "";
            }
            head.append((char) value);
            if (value == TLS_HANDSHAKE && head.length() == 1) {
                return "TLS\r\n";
            }
        }
        return head.toString();
    }

    public URI uri(String pathAndQuery) {
        return URI.create(scheme + "://localhost:" + listener.getLocalPort() + pathAndQuery);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** What was asked so far, in order. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    @Override
    public void close() {
        try {
            listener.close();
            // The kernel goes on to take connections until the thread that waits for one has left its call.
            accepting.join();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One request.
     *
     * @param number from 1, over all connections
     * @param head request line and headers
     */
    public record Exchange(int number, String head, InputStream in, OutputStream out, Socket socket) {
        public String requestLine() {
            return head.substring(0, head.indexOf('\r'));
        }

        public Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** Writes lines, each ended by CR LF, and an empty line: a head. */
        public void say(String... lines) throws IOException {
            out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        public void text(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Ends the connection with RST instead of FIN. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client has closed the connection. */
        public void awaitHangUp() throws IOException {
            while (in.read() >= 0) {}
        }
    }
}
