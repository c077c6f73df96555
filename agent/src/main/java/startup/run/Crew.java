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
import startup.base.AgentException;

/**
 * The threads in which modules run: no more than run at the same time, each made when it is first needed and then used
 * again. To be used by one thread.
 */
final class Crew implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final BlockingQueue<Future<Outcome>> ends = new LinkedBlockingQueue<>();
    private final ExecutorCompletionService<Outcome> work;
    private int busy;

    /** For at most {@code size} modules at the same time, at least 1. */
    Crew(int size) {
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

    /** How many modules run now. */
    int busy() {
        return busy;
    }

    void start(Callable<Outcome> module) {
        busy++;
        work.submit(module);
    }

    /**
     * Waits for the end of one module; a fault of ours in its thread is thrown here.
     *
     * @throws AgentException if what became of a module could not be noted
     * @throws InterruptedException if this thread was interrupted; nothing is lost by it
     */
    Outcome await() throws AgentException, InterruptedException {
        if (busy == 0) {
            throw new IllegalStateException("no module runs, so none will end");
        }
        return outcome(ends.take());
    }

    private Outcome outcome(Future<Outcome> ended) throws AgentException, InterruptedException {
        busy--;
        try {
            return ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof AgentException notNoted) {
                throw notNoted;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    /** Interrupts them all at once and waits for their ends, whatever comes; this thread stays interrupted if it was. */
    List<Outcome> stop() {
        boolean interrupted = Thread.interrupted();
        for (Runnable notBegun : threads.shutdownNow()) {
            Thread.currentThread().interrupt(); // its thread had not come back for it: it is stopped as it begins
            notBegun.run();
        }
        Thread.interrupted();
        List<Outcome> outcomes = new ArrayList<>();
        while (busy > 0) {
            try {
                outcomes.add(await());
            } catch (InterruptedException again) {
                interrupted = true;
            } catch (AgentException notNoted) {
                // whoever goes on finds that this module did not end
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcomes;
    }

    /** No module is left running. */
    @Override
    public void close() {
        stop();
    }
}
