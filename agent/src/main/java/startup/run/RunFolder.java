package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import startup.log.LeftOutput;
import startup.log.RunLog;

/**
 * What one run leaves on disk, in a folder that only the agent's user can enter.
 *
 * @param path the folder, absolute; it exists
 */
public record RunFolder(RunId id, Path path) {
    static final String SHIPPED = "shipped.json";

    public Path journal() {
        return path.resolve("journal");
    }

    public Path events() {
        return path.resolve("events.ndjson");
    }

    public Path verdict() {
        return path.resolve("verdict.json");
    }

    /** Room for the verdict on a disk that modules have filled; gone with the run's end. */
    public Path reserve() {
        return path.resolve("reserve");
    }

    /** What says that it began, and how. */
    public Path started() {
        return path.resolve("started.json");
    }

    /** How far its log has been delivered. */
    public Path shipped() {
        return path.resolve(SHIPPED);
    }

    /** Which machine it ran on. */
    public Path metadata() {
        return path.resolve("metadata.json");
    }

    /** By which a secret is known again; gone with the run's end. */
    public Path prints() {
        return path.resolve("prints.json");
    }

    /** What modules were given of the agent's environment; gone with the run's end. */
    public Path environment() {
        return path.resolve("environment.json");
    }

    public RunLog log() {
        return new RunLog(started(), events(), verdict(), shipped());
    }

    /** The output files of a module's attempts that are still there. */
    public List<LeftOutput.OfAttempt> outputs(String module) throws IOException {
        return AttemptFiles.outputs(out(), module);
    }

    /** Where attempts print; it exists. */
    public Path out() {
        return path.resolve("out");
    }
}
