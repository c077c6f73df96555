package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final boolean ofThisBoot;
    private final String boot;
    private final Ticker ticker;

    private Adopted(Optional<ProcessName> wrapper, Path status, boolean ofThisBoot, String boot, Ticker ticker) {
        this.wrapper = wrapper;
        this.status = status;
        this.ofThisBoot = ofThisBoot;
        this.boot = boot;
        this.ticker = ticker;
    }

    /**
     * The script that writes that status file, whether it lives or not.
     *
     * @param wrapper its wrapper, if the agent that started it could note that
     * @param itsBoot on which it was started
     * @param boot of now, as {@link BootId#current}
     */
    static Adopted find(Optional<ProcessName> wrapper, Path status, String itsBoot, String boot, Ticker ticker) {
        boolean ofThisBoot = BootId.same(itsBoot, boot);
        Optional<ProcessName> found = wrapper.isPresent() || !ofThisBoot ? wrapper : writerOf(status, boot);
        return new Adopted(found, status, ofThisBoot, boot, ticker);
    }

    /** Only the wrapper has the file open for writing. */
    private static Optional<ProcessName> writerOf(Path status, String boot) {
        try {
            Path real = status.toRealPath();
            for (ProcessEntry process : ProcessEntry.all()) {
                if (process.lives() && process.writesTo(real)) {
                    return Optional.of(new ProcessName(process.pid(), process.started(), boot));
                }
            }
            return Optional.empty();
        } catch (IOException neverMade) {
            return Optional.empty();
        }
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
    public boolean hasEnded() {
        return wrapper().isEmpty();
    }

    /** The number of a session of another boot is somebody else's now. */
    @Override
    public ExitFile exitFile() {
        ExitFile written = ExitFile.read(status);
        return ofThisBoot ? written : new ExitFile(OptionalLong.empty(), written.ending(), written.atLimit());
    }

    /** A machine that goes down ends its processes by signals: that is no end of the script's own. */
    @Override
    public Optional<Ending> ending() {
        return exitFile().ending().filter(ending -> ofThisBoot || ending.status() <= Ending.SIGNALS);
    }
}
