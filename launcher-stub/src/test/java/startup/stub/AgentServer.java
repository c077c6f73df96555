package startup.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves one file on loopback, after as many refusals as the test asks for. */
final class AgentServer implements AutoCloseable {
    private final HttpServer server;
    private final byte[] content;
    private final Deque<Integer> refusals = new ConcurrentLinkedDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestURI().toString());
            meanwhile.run();
            Integer refusal = refusals.poll();
            if (refusal == null) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            } else if (refusal != 0) {
                exchange.sendResponseHeaders(refusal, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
