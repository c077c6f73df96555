package startup.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import startup.base.BackgroundJob;
import startup.log.EventLog;
import startup.run.FileSystemSync;
import startup.run.StateFolder;

/**
 * Sees to it that the machine's next boot goes on with the run, or begins a new one where modules run on every boot. The
 * unit is written beside the work of the run, as soon as it is known that this is an instance.
 */
final class NextBoot implements AutoCloseable {
    private final ServiceWish wish;
    private final boolean can;
    private final StateFolder state;
    private final Machine machine;
    private final EventLog log;
    private final ServiceUnit unit;
    private final BackgroundJob job = new BackgroundJob("next-boot", this::isWanted, () -> install("resume"));

    NextBoot(ServiceWish wish, StateFolder state, Machine machine, EventLog log) {
        this(wish, Systemd.isRoot() && Systemd.isRunning(), new ServiceUnit(log), state, machine, log);
    }

    /** @param can whether a unit can be written, and systemd reads it */
    NextBoot(ServiceWish wish, boolean can, ServiceUnit unit, StateFolder state, Machine machine, EventLog log) {
        this.wish = wish;
        this.can = can;
        this.unit = unit;
        this.state = state;
        this.machine = machine;
        this.log = log;
    }

    /** The run has begun. */
    void begin() {
        if (canBe()) {
            job.begin();
        }
    }

    private boolean canBe() {
        if (wish == ServiceWish.ALWAYS && !can) {
            log.warn(
                    "service.not-installed",
                    "A reboot will not be gone on from: --service needs root, and systemd as the first process");
        }
        return can && wish != ServiceWish.NEVER;
    }

    private boolean isWanted() throws InterruptedException {
        return wish == ServiceWish.ALWAYS || machine.instance().await().isPresent();
    }

    /** The unit starts what will be there: a reboot empties the places that a jar may have been fetched to. */
    private void install(String... words) {
        try {
            Path home = state.root().resolve("agent");
            if (!Files.isDirectory(home)) {
                Files.createDirectory(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Optional<OwnCommand> own =
                    OwnCommand.ofThisProcess(machine.environment().getOrDefault("PATH", ""));
            if (own.isPresent()) {
                String[] told = new String[words.length + 2];
                System.arraycopy(words, 0, told, 0, words.length);
                told[words.length] = "--state";
                told[words.length + 1] = state.root().toString();
                OwnCommand kept = own.get().keptIn(home);
                putOnDisk(home);
                unit.install(kept.telling(told), state.root());
            }
        } catch (IOException e) {
            log.warn(
                    "service.not-installed",
                    "A reboot will not be gone on from, for the agent could not be kept: " + e + ". After a reboot run"
                            + " 'agent resume'");
        }
    }

    /** What user-data's stub has just brought there may be in memory only, and the unit must not outlive it. */
    private void putOnDisk(Path home) {
        try {
            FileSystemSync.at(home);
        } catch (IOException cannot) {
            log.debug("service.not-synced", "The agent in " + home + " may not be on the disk: " + cannot.getMessage());
        }
    }

    /** All is there that the next boot needs. */
    void ready() {
        job.close();
    }

    /** The run has its verdict. A unit that an earlier boot left needs no metadata to stay. */
    void verdict(boolean everyBoot) {
        if (everyBoot && !unit.isFor(state.root())) {
            job.close();
        } else {
            job.abandon();
        }
        if (wish == ServiceWish.NEVER || !unit.isFor(state.root())) {
            return;
        }
        if (everyBoot) {
            install("resume", "--every-boot");
        } else {
            unit.remove();
        }
    }

    /** Waits for what it does, but not for metadata that may never come: who is told to stop has no time for that. */
    @Override
    public void close() {
        job.abandon();
    }
}
