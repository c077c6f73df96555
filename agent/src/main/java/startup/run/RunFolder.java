package startup.run;

import java.nio.file.Path;

/**
 * What one run leaves on disk, in a folder that only the agent's user can enter.
 *
 * @param path the folder, absolute; it exists
 */
public record RunFolder(RunId id, Path path) {
    public Path journal() {
        return path.resolve("journal");
    }

    public Path events() {
        return path.resolve("events.ndjson");
    }

    public Path verdict() {
        return path.resolve("verdict.json");
    }

    /** Where attempts print; it exists. */
    public Path out() {
        return path.resolve("out");
    }
}
