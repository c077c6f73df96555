package startup.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import startup.fetch.Location;
import startup.plan.Selection;
import startup.run.OnFailure;
import startup.run.Rerun;

/**
 * What the operator asked for.
 *
 * @param bundleFolder where bundles are put instead of into the state folder
 * @param everyBoot whether it is the new run of a later boot, for modules that run on every one
 * @param rerun which modules run whatever they did before
 * @param jobs how many modules run at the same time, at least 1
 * @param service whether the next boot is to go on with the run
 * @param mayReboot whether a module may have the machine reboot
 * @param rebootCommand how to reboot; empty for the system's own way
 * @param added to every module's environment
 * @param keyVariables names of variables that served as a key source; modules inherit none of them
 * @param keyTags likewise of the instance's tags
 * @param maxOutput bytes; an attempt that prints more has failed
 * @param logs where the log is delivered to, if anywhere
 * @param told whom the verdict is told to, as {@code --notify} named them
 * @param stated what of all this is kept for whoever goes on
 */
public record BootOrder(
        Location bundle,
        Optional<Path> bundleFolder,
        Selection selection,
        boolean everyBoot,
        Rerun rerun,
        OnFailure onFailure,
        int jobs,
        ServiceWish service,
        boolean mayReboot,
        Optional<String> rebootCommand,
        Map<String, String> added,
        Set<String> keyVariables,
        Set<String> keyTags,
        long maxOutput,
        Optional<LogOrder> logs,
        List<String> told,
        StatedOptions stated) {}
