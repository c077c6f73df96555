package startup.stub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Hands each connection that one address gets on to another, byte by byte, in both directions. Sockets of the file
 * system are seen from every network namespace: one relay within it and one outside join a network of a test's own to
 * the servers of the test, which stay on loopback.
 */
final class Relay implements AutoCloseable {
    private static final int HTTP = 80;

    private final ServerSocketChannel listener;
    private final SocketAddress target;

    private Relay(ServerSocketChannel listener, SocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    static Relay between(SocketAddress address, SocketAddress target) throws IOException {
        ServerSocketChannel listener = address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        Relay relay = new Relay(listener.bind(address), target);
        daemon(relay::accept);
        return relay;
    }

    /** The half outside: from the socket in the file system to this port of loopback. */
    static Relay toLoopback(Path socket, int port) throws IOException {
        return between(
                UnixDomainSocketAddress.of(socket), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * The half within: {@code 10.0.0.1=/path/of/socket} for each address that is served, at port 80. Says so, and goes on
     * until it is killed.
     */
    @SuppressWarnings("SystemOut") // a program of its own
    public static void main(String... pairs) throws IOException, InterruptedException {
        for (String pair : pairs) {
            String[] two = pair.split("=", 2);
            between(new InetSocketAddress(two[0], HTTP), UnixDomainSocketAddress.of(two[1]));
        }
        System.out.printf(Locale.ROOT, "%d addresses are served%n", pairs.length);
        Thread.currentThread().join();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                daemon(() -> join(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void join(SocketChannel client) {
        try (client;
                SocketChannel server = SocketChannel.open(target)) {
            Thread back = new Thread(() -> pump(server, client), "relay-back");
            back.setDaemon(true);
            back.start();
            pump(client, server);
            back.join();
        } catch (IOException nobodyThere) {
            // which the client sees by its connection being closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one side ends, which the other is told; whoever still answers may do so. */
    private static void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException wentAway) {
            closeBoth(from, to);
        }
    }

    private static void closeBoth(SocketChannel one, SocketChannel other) {
        try (one;
                other) {
            // a try only for its closing
        } catch (IOException closedAlready) {
            // as wanted
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
