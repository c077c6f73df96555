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
import startup.run.RunFolder;

/**
 * Which machine this is, for one run: asked of the metadata once, kept in the run's folder, and known to whoever writes
 * events from then on. Tags that hold a key are left out of it everywhere.
 */
final class Whereabouts {
    private final InstanceLookup instance;
    private final Set<String> keyTags;
    private final RunFolder run;
    private volatile Optional<CloudFacts> facts = Optional.empty();
    private Optional<InstanceMetadata> metadata = Optional.empty();
    private boolean learnt;

    Whereabouts(InstanceLookup instance, Set<String> keyTags, RunFolder run) {
        this.instance = instance;
        this.keyTags = keyTags;
        this.run = run;
        instance.begin();
    }

    /** What the metadata says, once it has said it; empty off the cloud. */
    Optional<InstanceMetadata> learn() throws IOException, InterruptedException {
        if (!learnt) {
            metadata = instance.await().map(told -> told.withoutTags(keyTags));
            learnt = true;
            if (metadata.isPresent()) {
                InstanceMetadata known = metadata.get();
                facts = Optional.of(new CloudFacts(known.instanceId(), known.region()));
                AtomicFile.show(run.metadata(), (known.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return metadata;
    }

    /** Variables that tell modules of it. */
    Map<String, String> variables() throws IOException, InterruptedException {
        return learn().map(InstanceMetadata::variables).orElse(Map.of());
    }

    /** What is known by now; costs nothing. */
    Optional<CloudFacts> facts() {
        return facts;
    }
}
