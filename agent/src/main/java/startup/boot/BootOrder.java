package startup.boot;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import startup.fetch.Location;
import startup.plan.Selection;
import startup.run.OnFailure;

/**
 * What the operator asked for.
 *
 * @param bundleFolder where bundles are put instead of into the state folder
 * @param jobs how many modules run at the same time, at least 1
 * @param added to every module's environment
 * @param keyVariables names of variables that served as a key source; modules inherit none of them
 * @param keyTags likewise of the instance's tags
 * @param maxOutput bytes; an attempt that prints more has failed
 * @param logs where the log is delivered to, if anywhere
 */
public record BootOrder(
        Location bundle,
        Optional<Path> bundleFolder,
        Selection selection,
        OnFailure onFailure,
        int jobs,
        Map<String, String> added,
        Set<String> keyVariables,
        Set<String> keyTags,
        long maxOutput,
        Optional<LogOrder> logs) {}
