package startup.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The plaintext of an age payload, and {@code -1} only after the last chunk was found genuine. Chunks are independent of
 * each other: while one is being read, others are opened on every processor, in a window that bounds the memory, and
 * handed out in order. A payload of one chunk needs no thread.
 *
 * <p>Source: age-encryption.org/v1, "Payload".
 */
final class AgePayloadStream extends StickyStream {
    /** More do not help: reading and unpacking have one thread each. */
    private static final int MAX_THREADS = 8;

    private static final int CHUNKS_PER_THREAD = 2;

    private final InputStream payload;
    private final AgeChunkReader reader;
    private final byte[] key;
    private final int threads;
    private final Deque<Future<AgeChunk>> window = new ArrayDeque<>();
    private final Deque<AgeChunk> idle = new ArrayDeque<>();
    private @Nullable ExecutorService workers;
    private @Nullable AgeChunk current;
    private @Nullable IOException readFailure;
    private int position;

    /** Takes the key over and wipes it in the end. */
    AgePayloadStream(InputStream payload, byte[] key) {
        this(payload, key, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    AgePayloadStream(InputStream payload, byte[] key, int threads) {
        this.payload = payload;
        this.reader = new AgeChunkReader(payload);
        this.key = key;
        this.threads = threads;
    }

    @Override
    int readSome(byte[] target, int offset, int length) throws IOException {
        AgeChunk chunk = current;
        while (chunk == null || position == chunk.length()) {
            if (chunk != null && chunk.isLast()) {
                stop();
                return -1;
            }
            chunk = following(chunk);
            current = chunk;
            position = 0;
        }
        int count = Math.min(length, chunk.length() - position);
        System.arraycopy(chunk.bytes(), position, target, offset, count);
        position += count;
        return count;
    }

    private AgeChunk following(@Nullable AgeChunk done) throws IOException {
        try {
            if (done == null) {
                AgeChunk first = fresh().take(reader);
                if (reader.isLast()) {
                    return first.call();
                }
                start(first);
            } else {
                idle.add(done);
            }
            readAhead();
            Future<AgeChunk> next = window.poll();
            if (next == null) {
                throw failureOfReading();
            }
            return opened(next);
        } catch (IOException | RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void start(AgeChunk first) {
        workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "age");
            thread.setDaemon(true);
            return thread;
        });
        window.add(workers.submit(first));
    }

    /** A failure of reading waits for its turn: what lies before it is handed out first, however many threads there are. */
    private void readAhead() {
        ExecutorService pool = workers;
        while (pool != null && readFailure == null && !reader.isLast() && window.size() < threads * CHUNKS_PER_THREAD) {
            AgeChunk free = idle.poll();
            try {
                window.add(pool.submit((free == null ? fresh() : free).take(reader)));
            } catch (IOException e) {
                readFailure = e;
            }
        }
    }

    private IOException failureOfReading() {
        return readFailure == null ? new IOException("the payload has no further chunk") : readFailure;
    }

    private static AgeChunk opened(Future<AgeChunk> opening) throws IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the bundle was being unsealed");
        }
    }

    private AgeChunk fresh() {
        return new AgeChunk(new ChunkCipher(key));
    }

    private void stop() {
        if (workers != null) {
            workers.shutdownNow();
        }
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public void close() throws IOException {
        stop();
        payload.close();
    }
}
