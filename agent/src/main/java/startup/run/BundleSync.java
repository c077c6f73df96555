package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import startup.base.AgentException;
import startup.base.BackgroundJob;
import startup.base.Events;

/**
 * Has an unpacked bundle written to the disk while its modules run already, and notes when it is there: until then a loss
 * of power may leave files without their content, and whoever goes on must fetch it again.
 */
public final class BundleSync implements AutoCloseable {
    private final Path folder;
    private final Journal journal;
    private final Events events;
    private final BackgroundJob job = new BackgroundJob("bundle-sync", this::sync);

    public BundleSync(Path folder, Journal journal, Events events) {
        this.folder = folder;
        this.journal = journal;
        this.events = events;
    }

    public void begin() {
        job.begin();
    }

    private void sync() {
        try {
            FileSystemSync.at(folder);
            journal.append(new JournalRecord.BundleSynced());
        } catch (AgentException notNoted) {
            events.debug("bundle.not-synced", String.valueOf(notNoted.getMessage()));
        } catch (IOException notSynced) {
            events.debug("bundle.not-synced", "The bundle may not be on the disk: " + notSynced.getMessage());
        }
    }

    /** Waits for it, for the journal is closed after it; an interrupt is kept for later. */
    @Override
    public void close() {
        job.close();
    }
}
