package startup.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import startup.base.ProcessText;

/**
 * Commons Exec, with no pipe to the process: its streams are files, and nothing waits for them to close.
 *
 * <p>Only the launch is our own. Commons Exec hands the whole environment over as text, which spoils values that are not
 * in the JVM's encoding; here what does not change is inherited as bytes.
 */
final class AttemptExecutor extends DefaultExecutor {
    private final Path folder;
    private final Path output;
    private final CompletableFuture<Process> process = new CompletableFuture<>();

    @SuppressWarnings("deprecation") // its builder cannot make a subclass
    AttemptExecutor(Path folder, Path output) {
        this.folder = folder;
        this.output = output;
        setStreamHandler(new NoStreams());
        // Every exit status is a result.
        setExitValues(null);
    }

    /** Comes when the process has been started, or with the reason why not. */
    CompletableFuture<Process> process() {
        return process;
    }

    @Override
    protected Process launch(CommandLine command, Map<String, String> environment, Path notUsed) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.toStrings())
                .directory(Wrapper.startsIn(folder).toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> inherited = builder.environment();
        Variables.change(inherited, ProcessText.ofThisProcess().variables(inherited), environment);
        try {
            Process started = builder.start();
            process.complete(started);
            return started;
        } catch (IOException e) {
            process.completeExceptionally(e);
            throw e;
        }
    }

    /** The agent may end while a module runs. */
    @Override
    protected Thread createThread(Runnable runnable, String name) {
        Thread thread = new Thread(runnable, name);
        thread.setDaemon(true);
        return thread;
    }
}
