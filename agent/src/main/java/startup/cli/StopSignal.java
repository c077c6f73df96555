package startup.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import startup.base.ExitStatus;

/**
 * Turns SIGTERM and SIGINT into an interrupt of the thread that runs the command, and holds the JVM until that thread
 * has stopped its attempts and flushed its log. The JVM then exits 143 or 130 by itself.
 */
final class StopSignal implements AutoCloseable {
    /** An attempt gets TERM, KILL after 10 s, and 11 s to obey it, once; the rest is for the log. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(30);

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopTheWorker, "stop-signal");

    /** To be opened by the thread that shall be interrupted. */
    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stopTheWorker() {
        worker.interrupt();
        try {
            if (!ended.await(LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(status().code());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What the process will exit with. A shutdown hook is not told the signal, but the JVM handles one in a thread that
     * is named after it, and that thread waits for the hooks.
     */
    static ExitStatus status() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("SIGINT handler")) {
                return ExitStatus.INTERRUPTED;
            }
        }
        return ExitStatus.TERMINATED;
    }

    /** The command has ended: the JVM need not wait, and may exit without an interrupt. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // the hook has run or runs, and the latch lets it go
        }
    }
}
