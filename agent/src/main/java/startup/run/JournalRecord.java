package startup.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step of a run, as the {@link Journal} keeps it. The list is closed: a new step is a new record here. None holds a
 * secret: keys are named by their sources, a bundle by its location without query and user.
 *
 * <p>What they come to when read from first to last: {@link RunHistory}.
 */
public sealed interface JournalRecord {
    /** A step of one module. */
    sealed interface OfModule extends JournalRecord {
        String module();
    }

    /**
     * The first record of every journal: what a later agent needs to go on as this one would have.
     *
     * @param bundle where it comes from, without query and user
     * @param day the UTC day of the start, which names the run's place in S3 ({@code dt})
     * @param instance the instance's id; empty off the cloud
     * @param machine the machine id of this image's boot; empty where there is none
     * @param boot as {@link BootId#current}
     * @param agent the version of the agent
     * @param options by name, without the dashes, in the order given; no secret
     * @param keySources how {@code --key} named them, never what they gave
     */
    record RunBegun(
            String run,
            String bundle,
            String day,
            Instant started,
            Optional<String> instance,
            Optional<String> machine,
            String boot,
            String agent,
            Map<String, List<String>> options,
            List<String> keySources)
            implements JournalRecord {
        public RunBegun {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            options.forEach((name, values) -> copy.put(name, List.copyOf(values)));
            options = Collections.unmodifiableMap(copy);
            keySources = List.copyOf(keySources);
        }
    }

    /**
     * The bundle has its name on disk; what proved it has been checked.
     *
     * @param sha256 of the bytes as fetched, in hex; empty for a directory
     * @param folder where it is now, absolute
     * @param facts for the verdict: how it was sealed, what proved it
     */
    record BundleArrived(Optional<String> sha256, Path folder, Map<String, String> facts) implements JournalRecord {
        public BundleArrived {
            facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        }
    }

    /** The bundle's files are on disk to their last byte, and a loss of power leaves them whole. */
    record BundleSynced() implements JournalRecord {}

    /** The modules in their order. It stays: a resumed run does not plan anew, for modules may have changed the bundle. */
    record Planned(List<Module> modules) implements JournalRecord {
        public Planned {
            modules = List.copyOf(modules);
        }

        /**
         * One of them.
         *
         * @param digest of its content, before any module ran
         */
        public record Module(String name, String digest) {}

        Map<String, String> digests() {
            Map<String, String> digests = new LinkedHashMap<>();
            modules.forEach(module -> digests.put(module.name(), module.digest()));
            return digests;
        }

        List<String> names() {
            return new ArrayList<>(digests().keySet());
        }
    }

    /** Before the process of an attempt is started: from here on there may be one. */
    record AttemptStarting(String module, int attempt, String boot) implements OfModule {}

    /** The process of the attempt is known. */
    record AttemptStarted(String module, int attempt, ProcessName process) implements OfModule {}

    /**
     * An attempt has neither a process nor a say any more.
     *
     * @param exit the exit status, 128 and the signal's number, or what {@link AttemptEnd#exit} says
     */
    record AttemptEnded(String module, int attempt, AttemptKind kind, int exit, Duration took) implements OfModule {}

    /** Counts from the moment it is on disk: the module is not run again in this run. */
    record ModuleEnded(ModuleResult result) implements OfModule {
        @Override
        public String module() {
            return result.module();
        }
    }

    /**
     * A module asked for a reboot (exit status 194) and is to be run again after it.
     *
     * @param count how many reboots this makes in the run, from 1
     */
    record RebootAsked(String module, int attempt, int count) implements OfModule {}

    /** Nothing runs any more, and the machine is about to be told to boot. */
    record Rebooting() implements JournalRecord {}

    /** The command that reboots has done its part; an agent that finds no such record on the same boot commands it again. */
    record RebootCommanded() implements JournalRecord {}

    /** Another agent goes on with the run. */
    record Resumed(String boot, long pid) implements JournalRecord {}

    /** The agent was told to stop, {@code SIGINT} or {@code SIGTERM}, and did so in order; the run stays open. */
    record Interrupted(String signal) implements JournalRecord {}

    /** The last record: the verdict's word and the exit status. Nothing resumes what has one. */
    record RunEnded(String verdict, int exit) implements JournalRecord {}
}
