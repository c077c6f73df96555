package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;

/** One script under its wrapper, from its start to its end. Its end is the wrapper's, never that of a stream. */
final class Supervised implements RunningScript, ExecuteResultHandler {
    private final Path status;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exit = -1;
    private long pid;

    private Supervised(Path status) {
        this.status = status;
    }

    /**
     * Starts the wrapper.
     *
     * @throws IOException if the kernel does not start it: its folder is gone, or the environment is too large
     */
    static Supervised start(
            List<String> command, Map<String, String> environment, Path folder, Path output, Path status)
            throws IOException {
        Supervised supervised = new Supervised(status);
        AttemptExecutor executor = new AttemptExecutor(folder, output);
        CommandLine line = new CommandLine(command.get(0));
        line.addArguments(command.subList(1, command.size()).toArray(String[]::new), false);
        executor.execute(line, environment, supervised);
        try {
            // Not to be interrupted: a process that was started must not be lost sight of.
            supervised.pid = executor.process().join().pid();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
        return supervised;
    }

    @Override
    public void onProcessComplete(int exitValue) {
        exit = exitValue;
        ended.countDown();
    }

    @Override
    public void onProcessFailed(ExecuteException e) {
        ended.countDown();
    }

    /** The wrapper's process, which leads a session that the script is not in. */
    long pid() {
        return pid;
    }

    @Override
    public boolean await(Duration span) throws InterruptedException {
        return ended.await(span.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    @Override
    public ExitFile exitFile() {
        return ExitFile.read(status);
    }

    /** On a full disk the wrapper's own exit status must do, where it can only be the script's. */
    @Override
    public Optional<Ending> ending() {
        Optional<Ending> written = exitFile().ending();
        return written.isEmpty() && exit >= 0 && exit < Ending.SIGNALS ? Optional.of(new Ending(exit, false)) : written;
    }
}
