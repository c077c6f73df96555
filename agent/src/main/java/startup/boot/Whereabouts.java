package startup.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import startup.aws.InstanceLookup;
import startup.aws.InstanceMetadata;
import startup.base.AtomicFile;
import startup.log.CloudFacts;
import startup.log.EventLog;
import startup.run.RunFolder;

/**
 * Which machine this is, for one run: asked of the metadata once, kept in the run's folder, and known to whoever writes
 * events from then on. Tags that hold a key are left out of it everywhere. Safe for many threads.
 */
final class Whereabouts {
    private final InstanceLookup instance;
    private final Set<String> keyTags;
    private final RunFolder run;
    private final EventLog log;
    private volatile Optional<CloudFacts> facts = Optional.empty();
    private Optional<InstanceMetadata> metadata = Optional.empty();
    private boolean learnt;

    Whereabouts(InstanceLookup instance, Set<String> keyTags, RunFolder run, EventLog log) {
        this.instance = instance;
        this.keyTags = keyTags;
        this.run = run;
        this.log = log;
    }

    /** Has the metadata looked for, beside whatever else is done. */
    void begin() {
        instance.begin();
    }

    /** What the metadata says, once it has said it; empty off the cloud. */
    synchronized Optional<InstanceMetadata> learn() throws InterruptedException {
        if (!learnt) {
            metadata = instance.await().map(told -> told.withoutTags(keyTags));
            learnt = true;
            metadata.ifPresent(this::keep);
        }
        return metadata;
    }

    private void keep(InstanceMetadata known) {
        facts = Optional.of(new CloudFacts(known.instanceId(), known.region()));
        try {
            AtomicFile.show(run.metadata(), (known.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException diskFull) {
            log.debug("metadata.not-kept", "The run's metadata.json could not be written: " + diskFull.getMessage());
        }
    }

    /** Variables that tell modules of it. */
    Map<String, String> variables() throws InterruptedException {
        return learn().map(InstanceMetadata::variables).orElse(Map.of());
    }

    /** The instance id, once it is known. */
    Optional<String> instance() throws InterruptedException {
        return learn().map(InstanceMetadata::instanceId);
    }

    /** What is known by now; costs nothing. */
    Optional<CloudFacts> facts() {
        return facts;
    }
}
