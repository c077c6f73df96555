package startup.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An HTTP server that serves one file with ranges, and cuts the connection in mid-body as often as it is told. */
final class CuttingServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final Path file;
    private int cutsLeft;

    CuttingServer(Path file, int cuts) throws IOException {
        this.file = file;
        this.cutsLeft = cuts;
        Thread thread = new Thread(this::serve, "cutting-server");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/" + file.getFileName();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                answer(socket);
            } catch (IOException cutByEither) {
                // the next connection is the answer
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        long start = 0;
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            if (line.regionMatches(true, 0, "Range: bytes=", 0, 13)) {
                start = Long.parseLong(line.substring(13, line.indexOf('-')));
            }
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            send(socket.getOutputStream(), content, start);
        }
    }

    private void send(OutputStream out, RandomAccessFile content, long start) throws IOException {
        long length = content.length();
        String head = (start == 0
                        ? "HTTP/1.1 200 OK\r\n"
                        : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + start + "-" + (length - 1) + "/"
                                + length + "\r\n")
                + "ETag: \"steady\"\r\nAccept-Ranges: bytes\r\nConnection: close\r\nContent-Length: " + (length - start)
                + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        boolean cut = cutsLeft > 0;
        long end = cut ? start + (length - start) / (cutsLeft + 1) : length;
        if (cut) {
            cutsLeft--;
        }
        byte[] buffer = new byte[1 << 16];
        content.seek(start);
        for (long at = start; at < end; ) {
            int count = content.read(buffer, 0, (int) Math.min(buffer.length, end - at));
            out.write(buffer, 0, count);
            at += count;
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
