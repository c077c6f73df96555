package startup.base;

/** Work that is done once beside everything else, in a thread of its own that does not keep the process alive. */
public final class BackgroundJob implements AutoCloseable {
    /** Whether there is anything to do; may wait for what tells. */
    public interface Question {
        boolean ask() throws InterruptedException;
    }

    private final Question wanted;
    private final Runnable work;
    private final Thread thread;
    private boolean begun;
    private boolean abandoned;

    /** @param name of the thread */
    public BackgroundJob(String name, Runnable work) {
        this(name, () -> true, work);
    }

    /** Work that is done if the answer is yes, once that is known. */
    public BackgroundJob(String name, Question wanted, Runnable work) {
        this.wanted = wanted;
        this.work = work;
        this.thread = new Thread(this::workIfWanted, name);
        thread.setDaemon(true);
    }

    /** To be called once, at most. */
    public void begin() {
        thread.start();
    }

    private void workIfWanted() {
        try {
            if (!wanted.ask()) {
                return;
            }
        } catch (InterruptedException nobodyWaitsAnyMore) {
            return;
        }
        if (beginsWork()) {
            work.run();
        }
    }

    private synchronized boolean beginsWork() {
        begun = !abandoned;
        return begun;
    }

    /** Waits as {@link #close} does, but not for an answer that is still out: then nothing is done. */
    public void abandon() {
        synchronized (this) {
            abandoned = true;
            if (!begun) {
                thread.interrupt();
            }
        }
        close();
    }

    /** Returns when it is done, if it was begun; an interrupt meanwhile is kept for later. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
