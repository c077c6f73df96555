package startup.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import startup.base.Deadline;
import startup.base.Ticker;

/**
 * A script that an agent had started which is no more. It is not our child, so it is looked at again and again; its exit
 * status is in the file that its wrapper writes.
 */
final class Adopted implements RunningScript {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Optional<ProcessName> wrapper;
    private final Path status;
    private final String boot;
    private final Ticker ticker;

    private Adopted(Optional<ProcessName> wrapper, Path status, String boot, Ticker ticker) {
        this.wrapper = wrapper;
        this.status = status;
        this.boot = boot;
        this.ticker = ticker;
    }

    /**
     * The script that writes that status file, whether it lives or not.
     *
     * @param wrapper its wrapper, if the agent that started it could note that
     * @param mark what every process of the attempt has in its environment
     */
    static Adopted find(Optional<ProcessName> wrapper, Path status, List<String> mark, String boot, Ticker ticker) {
        return new Adopted(wrapper.or(() -> search(status, mark, boot)), status, boot, ticker);
    }

    /** The wrapper is the parent of the script that it named, or else the first that carries the mark. */
    private static Optional<ProcessName> search(Path status, List<String> mark, String boot) {
        ExitFile written = ExitFile.read(status);
        if (written.ending().isPresent()) {
            return Optional.empty();
        }
        List<ProcessEntry> marked = ProcessEntry.all().stream()
                .filter(process -> process.lives() && process.hasInEnvironment(mark))
                .toList();
        for (ProcessEntry process : marked) {
            boolean leads = written.session().isPresent()
                    ? marked.stream()
                            .anyMatch(child ->
                                    child.pid() == written.session().getAsLong() && child.parent() == process.pid())
                    : marked.stream().noneMatch(parent -> parent.pid() == process.parent());
            if (leads) {
                return Optional.of(new ProcessName(process.pid(), process.started(), boot));
            }
        }
        return Optional.empty();
    }

    /** Its wrapper, while it lives. */
    Optional<ProcessName> wrapper() {
        return wrapper.filter(process -> process.lives(boot));
    }

    @Override
    public boolean await(Duration span) throws InterruptedException {
        Deadline deadline = Deadline.after(span, ticker);
        while (wrapper().isPresent()) {
            if (deadline.hasPassed()) {
                return false;
            }
            ticker.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    @Override
    public boolean awaitWhateverComes(Duration span) {
        boolean interrupted = Thread.interrupted();
        try {
            return await(span);
        } catch (InterruptedException again) {
            interrupted = true;
            return wrapper().isEmpty();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public ExitFile exitFile() {
        return ExitFile.read(status);
    }

    @Override
    public Optional<Ending> ending() {
        return exitFile().ending();
    }
}
