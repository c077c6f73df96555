package startup.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads in which modules run: no more than run at the same time, each made when it is first needed and then used
 * again. To be used by one thread.
 */
final class Crew implements AutoCloseable {
    private final int size;
    private final ThreadPoolExecutor threads;
    private final BlockingQueue<Future<ModuleResult>> ends = new LinkedBlockingQueue<>();
    private final ExecutorCompletionService<ModuleResult> work;
    private int busy;

    /** For at most {@code size} modules at the same time, at least 1. */
    Crew(int size) {
        this.size = size;
        this.threads =
                new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Crew::thread);
        this.work = new ExecutorCompletionService<>(threads, ends);
    }

    /** The agent may end while a module runs. */
    private static Thread thread(Runnable runnable) {
        Thread thread = new Thread(runnable, "module");
        thread.setDaemon(true);
        return thread;
    }

    /** How many more modules may be started now. */
    int idle() {
        return size - busy;
    }

    void start(Callable<ModuleResult> module) {
        busy++;
        work.submit(module);
    }

    /**
     * Waits for the end of one module; a fault of ours in its thread is thrown here.
     *
     * @throws InterruptedException if this thread was interrupted; nothing is lost by it
     */
    ModuleResult await() throws InterruptedException {
        if (busy == 0) {
            throw new IllegalStateException("no module runs, so none will end");
        }
        return result(ends.take());
    }

    private ModuleResult result(Future<ModuleResult> ended) throws InterruptedException {
        busy--;
        try {
            return ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    /** Interrupts them all at once and waits for their ends, whatever comes; this thread stays interrupted if it was. */
    List<ModuleResult> stop() {
        boolean interrupted = Thread.interrupted();
        for (Runnable notBegun : threads.shutdownNow()) {
            Thread.currentThread().interrupt(); // its thread had not come back for it: it is stopped as it begins
            notBegun.run();
        }
        Thread.interrupted();
        List<ModuleResult> results = new ArrayList<>();
        while (busy > 0) {
            try {
                results.add(await());
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return results;
    }

    /** No module is left running. */
    @Override
    public void close() {
        stop();
    }
}
