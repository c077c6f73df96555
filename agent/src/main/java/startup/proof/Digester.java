package startup.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import startup.base.BackgroundJob;

/**
 * Digests bytes beside the stream they belong to. The first {@link #INLINE} bytes are digested at once; what follows is
 * copied and digested on a thread of its own, since SHA-256 is the slowest stage on a processor without instructions for
 * it.
 *
 * <p>Memory: {@link #BUFFERS} buffers, which are reused. Whoever is faster waits for the other.
 */
final class Digester implements AutoCloseable {
    /** Under this a thread costs more than it brings. */
    static final int INLINE = 256 * 1024;

    private static final int BUFFERS = 6;
    private static final int BUFFER_SIZE = 128 * 1024;

    private final MessageDigest digest = sha256();
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(BUFFERS);
    private long inline = INLINE;
    private @Nullable BackgroundJob job;
    private @Nullable Piece current;

    /** A buffer on its way; one of length 0 ends the thread. */
    private static final class Piece {
        final byte[] bytes = new byte[BUFFER_SIZE];
        int length;
    }

    void update(byte[] bytes, int offset, int length) {
        if (inline > 0) {
            digest.update(bytes, offset, length);
            inline -= length;
            return;
        }
        start();
        int from = offset;
        int left = length;
        while (left > 0) {
            Piece piece = current != null ? current : take(free);
            int room = Math.min(left, BUFFER_SIZE - piece.length);
            System.arraycopy(bytes, from, piece.bytes, piece.length, room);
            piece.length += room;
            from += room;
            left -= room;
            current = piece.length < BUFFER_SIZE ? piece : hand(piece);
        }
    }

    /** The digest of all bytes; afterwards this is of no more use. */
    Sha256 finish() {
        close();
        return Sha256.of(digest.digest());
    }

    /** Ends the thread when it has digested what it was given. */
    @Override
    public void close() {
        BackgroundJob running = job;
        if (running == null) {
            return;
        }
        if (current != null) {
            current = hand(current);
        }
        hand(take(free));
        job = null;
        running.close();
    }

    private void start() {
        if (job == null) {
            for (int i = 0; i < BUFFERS; i++) {
                free.add(new Piece());
            }
            job = new BackgroundJob("digest", this::run);
            job.begin();
        }
    }

    private void run() {
        for (Piece piece = take(full); piece.length > 0; piece = take(full)) {
            digest.update(piece.bytes, 0, piece.length);
            piece.length = 0;
            free.add(piece);
        }
    }

    private @Nullable Piece hand(Piece piece) {
        full.add(piece);
        return null;
    }

    /** The other side never waits for anything but this one, so an interrupt can be kept for later. */
    private static Piece take(BlockingQueue<Piece> queue) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return queue.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
