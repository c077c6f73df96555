package startup.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves one file on loopback, whole or from an offset on, after as many failures as the test asks for. */
final class AgentServer implements AutoCloseable {
    private final HttpServer server;
    private final byte[] content;
    private final Deque<Integer> refusals = new ConcurrentLinkedDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final Deque<Integer> cuts = new ConcurrentLinkedDeque<>();
    private volatile boolean goesOn = true;
    private volatile Runnable meanwhile = () -> {};

    AgentServer(Path file) throws IOException {
        content = Files.readAllBytes(file);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The next requests get these statuses; 0 hangs up without an answer. */
    void refuseWith(Integer... statuses) {
        refusals.addAll(List.of(statuses));
    }

    /** The next bodies end after so many bytes, although more were announced. */
    void cutAfter(Integer... bytes) {
        cuts.addAll(List.of(bytes));
    }

    /** From now on it always sends the whole. */
    void knowsNoRanges() {
        goesOn = false;
    }

    /** Done while a client waits for its answer. */
    void meanwhile(Runnable what) {
        meanwhile = what;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The targets that were asked for, in order. */
    List<String> requests() {
        return requests;
    }

    /** What of it was asked for, in order: {@code bytes=7-}, or nothing for the whole. */
    List<String> ranges() {
        return ranges;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestURI().toString());
            meanwhile.run();
            Integer refusal = refusals.poll();
            if (refusal == null) {
                send(exchange);
            } else if (refusal != 0) {
                exchange.sendResponseHeaders(refusal, -1);
            }
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        String range = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Range"), "");
        ranges.add(range);
        int from = goesOn && !range.isEmpty() ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        Integer cut = cuts.poll();
        OutputStream body = exchange.getResponseBody();
        body.write(content, from, cut == null ? content.length - from : cut);
        // JDK 25 gives up what is buffered when an answer is cut.
        body.flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
