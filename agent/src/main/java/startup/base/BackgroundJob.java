package startup.base;

/** Work that is done once beside everything else, in a thread of its own that does not keep the process alive. */
public final class BackgroundJob implements AutoCloseable {
    private final Thread thread;

    /** @param name of the thread */
    public BackgroundJob(String name, Runnable work) {
        this.thread = new Thread(work, name);
        thread.setDaemon(true);
    }

    /** To be called once, at most. */
    public void begin() {
        thread.start();
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
