package startup.fetch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import startup.http.RawServer;

/** Serves one content and cuts the connection at given places, one place after the other. */
final class CuttingServer implements RawServer.Script {
    private final byte[] content;
    private final String[] headers;
    private final Deque<Integer> cuts;
    private boolean ranges = true;
    private boolean chunked;

    CuttingServer(byte[] content, List<Integer> cuts, String... headers) {
        this.content = content;
        this.headers = headers;
        this.cuts = new ArrayDeque<>(cuts);
    }

    CuttingServer withoutRanges() {
        ranges = false;
        return this;
    }

    CuttingServer inChunks() {
        chunked = true;
        return this;
    }

    @Override
    public void answer(RawServer.Exchange exchange) throws IOException {
        String range = exchange.header("Range").orElse("");
        boolean part = ranges && !range.isEmpty();
        int from = part ? Integer.parseInt(range.substring("bytes=".length(), range.length() - 1)) : 0;
        exchange.text(part ? "HTTP/1.1 206 Partial\r\n" : "HTTP/1.1 200 OK\r\n");
        if (part) {
            exchange.text("Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length + "\r\n");
        }
        exchange.text(
                chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + (content.length - from) + "\r\n");
        for (String header : headers) {
            exchange.text(header + "\r\n");
        }
        exchange.text("\r\n");
        Integer cut = cuts.poll();
        send(exchange, from, cut == null ? content.length : cut);
        if (chunked && cut == null) {
            exchange.text("0\r\n\r\n");
        }
    }

    private void send(RawServer.Exchange exchange, int from, int to) throws IOException {
        if (!chunked) {
            exchange.out().write(content, from, to - from);
            return;
        }
        for (int at = from; at < to; at += 1000) {
            int size = Math.min(1000, to - at);
            exchange.text(Integer.toHexString(size) + "\r\n");
            exchange.out().write(content, at, size);
            exchange.text("\r\n");
        }
    }
}
