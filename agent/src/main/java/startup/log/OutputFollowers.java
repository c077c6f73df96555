package startup.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import startup.base.Events;

/**
 * Follows the output files of all attempts, in one thread, until the run ends: what a daemon prints that a module left
 * behind is told too. Files and not pipes, so that a module outlives an agent that is killed. Looks often while there is
 * something to read and ever more seldom while there is not. Holds one part of a line for each file, whatever they print.
 */
public final class OutputFollowers implements AutoCloseable {
    private static final long SHORTEST_PAUSE_MILLIS = 2;

    /** The latest that a line is shown after it was printed, for a person who watches. */
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Events events;
    private final long mostBytes;
    private final BooleanSupplier spooled;
    private final List<Followed> files = new CopyOnWriteArrayList<>();
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = new Thread(this::follow, "output");
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean stopped;

    /**
     * Reads at most {@code mostBytes} of each file; an attempt that prints more {@link Followed#overflowed()}.
     *
     * @param spooled whether what was told is on disk; asked before a file is deleted that holds the same lines
     */
    public OutputFollowers(Events events, long mostBytes, BooleanSupplier spooled) {
        this.events = events;
        this.mostBytes = mostBytes;
        this.spooled = spooled;
        thread.setDaemon(true);
    }

    /**
     * Follows one more file from its beginning.
     *
     * @throws IOException if there is no such file or it cannot be read
     */
    public Followed follow(Path file, String module, int attempt) throws IOException {
        return goOn(file, module, attempt, ToldOutput.NOTHING);
    }

    /**
     * Follows a file of which an earlier agent has told the beginning.
     *
     * @throws IOException if there is no such file or it cannot be read
     */
    public Followed goOn(Path file, String module, int attempt, ToldOutput told) throws IOException {
        Followed followed = new Followed(file, module, attempt, told, mostBytes, events);
        files.add(followed);
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
        bell.release();
        return followed;
    }

    /**
     * Tells all that is in the files, stops following, and deletes each file that nobody holds open any more: its lines
     * have been told, and raw they may hold secrets.
     */
    @Override
    public void close() {
        stopped = true;
        bell.release();
        files.forEach(Followed::close);
        if (spooled.getAsBoolean()) {
            deleteWhatNobodyHolds();
        }
        files.clear();
    }

    private void deleteWhatNobodyHolds() {
        if (files.isEmpty()) {
            return;
        }
        Set<Path> held = OpenFiles.ofOtherProcesses();
        for (Followed followed : files) {
            try {
                if (!held.contains(followed.path().toRealPath())) {
                    Files.delete(followed.path());
                }
            } catch (IOException stays) {
                events.debug("output.kept", "The output file of an attempt stays: " + stays);
            }
        }
    }

    private void follow() {
        byte[] buffer = new byte[Followed.BUFFER];
        long pause = SHORTEST_PAUSE_MILLIS;
        long allLookedAt = System.nanoTime();
        while (waited(pause)) {
            // A run may have thousands of attempts behind it, which seldom print any more.
            boolean all = System.nanoTime() - allLookedAt >= TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS);
            allLookedAt = all ? System.nanoTime() : allLookedAt;
            boolean anything = false;
            for (Followed followed : files) {
                anything |= (all || !followed.hasEnded()) && followed.readSome(buffer);
            }
            pause = anything ? SHORTEST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Says whether to go on. A new file ends the pause: modules print most when they begin. */
    private boolean waited(long pauseMillis) {
        try {
            if (bell.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException nobodyInterruptsThisThread) {
            return false;
        }
        return !stopped;
    }
}
