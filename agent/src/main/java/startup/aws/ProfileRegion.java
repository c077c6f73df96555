package startup.aws;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The region of the profile that is in use, from the files that AWS's tools share; looked up at the first question.
 * Source: AWS SDKs and Tools Reference Guide, "AWS Region".
 */
public final class ProfileRegion implements Supplier<Optional<String>> {
    private final SharedConfig config;
    private Optional<String> region = Optional.empty();
    private boolean known;

    public ProfileRegion(Map<String, String> environment, Path home) {
        this.config = new SharedConfig(environment, home);
    }

    /** Empty if there is no such profile or it names no region. */
    @Override
    public synchronized Optional<String> get() {
        if (!known) {
            region = config.find(config.active()).flatMap(profile -> profile.get("region"));
            known = true;
        }
        return region;
    }
}
