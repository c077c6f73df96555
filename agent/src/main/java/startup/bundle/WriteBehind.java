package startup.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import startup.base.BackgroundJob;

/**
 * Writes what the reading thread has read, on a thread of its own, while that reads on. A bundle that fits into one batch
 * needs no thread and gets none.
 *
 * <p>Memory: {@link #BATCHES} batches; whoever is faster waits. Errors: the first failure of the writing thread is thrown
 * in the reading thread, by the next call; what comes after it is dropped.
 */
final class WriteBehind implements AutoCloseable {
    private static final int BATCHES = 4;

    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
    private Batch current = new Batch();
    private int batches = 1;
    private @Nullable OpenFile unfinished;
    private @Nullable BackgroundJob job;
    private volatile @Nullable Throwable failure;

    /** Takes the whole of {@code extents} from {@code content}, which ends with an error if it ends early. */
    void write(OpenFile file, Entry entry, InputStream content) throws IOException {
        unfinished = file;
        long end = 0;
        for (Extent extent : entry.extents()) {
            copy(file, extent, entry.size(), content);
            end = extent.end();
        }
        if (end < entry.size()) {
            // A file that ends in a hole: its last byte makes it as long as it is.
            current.bytes()[current.used()] = 0;
            add(file, 1, entry.size() - 1, true);
        } else if (entry.size() == 0) {
            add(file, 0, 0, true);
        }
        unfinished = null;
    }

    private void copy(OpenFile file, Extent extent, long size, InputStream content) throws IOException {
        long position = extent.offset();
        while (position < extent.end()) {
            int wanted = (int) Math.min(current.room(), extent.end() - position);
            int count = content.read(current.bytes(), current.used(), wanted);
            if (count < 0) {
                throw Damage.because("a file ends before its stated length");
            }
            position += count;
            add(file, count, position - count, position == size);
        }
    }

    private void add(OpenFile file, int length, long position, boolean last) throws IOException {
        current.add(file, length, position, last);
        if (current.isFull()) {
            submit();
        }
    }

    private void submit() throws IOException {
        if (job == null) {
            job = new BackgroundJob("unpack", this::run);
            job.begin();
        }
        full.add(current);
        current = next();
        throwFailure();
    }

    private Batch next() throws IOException {
        if (free.isEmpty() && batches < BATCHES) {
            batches++;
            return new Batch();
        }
        return takeFree();
    }

    /** Returns when all that was handed in is on disk, closed and settled. */
    void await() throws IOException {
        if (job == null) {
            current.write();
            current.clear();
            return;
        }
        if (!current.isEmpty()) {
            submit();
        }
        List<Batch> idle = new ArrayList<>();
        while (idle.size() < batches - 1) {
            idle.add(takeFree());
        }
        free.addAll(idle);
        throwFailure();
    }

    private Batch takeFree() throws IOException {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while unpacking");
        }
    }

    private void throwFailure() throws IOException {
        Throwable failed = failure;
        if (failed instanceof IOException fault) {
            throw fault;
        }
        if (failed != null) {
            throw new IllegalStateException("the writing thread failed", failed);
        }
    }

    /** The writing thread: until a batch without pieces comes. */
    private void run() {
        try {
            for (Batch batch = full.take(); !batch.isEmpty(); batch = full.take()) {
                write(batch);
                batch.clear();
                free.add(batch);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, the reading thread must hear of it
    private void write(Batch batch) {
        if (failure != null) {
            batch.abandon();
            return;
        }
        try {
            batch.write();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            batch.abandon();
        }
    }

    /** Drops what is not written yet, unless {@link #await} saw to it, and ends the thread. */
    @Override
    public void close() {
        BackgroundJob running = job;
        if (running != null) {
            if (failure == null) {
                failure = new InterruptedIOException("no longer wanted");
            }
            current.abandon();
            current.clear();
            full.add(current);
            running.close();
            job = null;
        } else {
            current.abandon();
        }
        if (unfinished != null) {
            unfinished.abandon();
        }
    }
}
