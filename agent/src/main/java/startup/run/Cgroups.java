package startup.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What cgroups do for the attempts of one run: each has one of its own, where that can be had, and its memory is watched.
 *
 * <p>They are folders of version 2, below the cgroup that the agent itself is in: {@code
 * startup-agent-RUN/MODULE.ATTEMPT}, the module's name an {@link Ascii#fileName}. So whoever supervises the agent finds its
 * modules where it finds the agent. No controller is enabled in them. Whether they can be made is tried, with the first
 * attempt; where not, attempts are told by their session and their marks. Safe for several threads.
 */
public final class Cgroups {
    private static final String PREFIX = "startup-agent-";

    /** A dot and the number of an attempt. */
    private static final int LEFT = 11;

    private static final Path PROC = Path.of("/proc");

    private final Optional<OwnCgroup> own;
    private final String name;
    private final OomCounters counters;
    private final Set<Path> folders = new LinkedHashSet<>();
    private boolean searched;

    Cgroups(Path proc, RunId run) {
        this.own = OwnCgroup.ofVersion2(proc);
        this.name = PREFIX + run;
        this.counters = OomCounters.find(proc, own);
    }

    /** For a run; found out once, from three small files. */
    public static Cgroups of(RunId run) {
        return new Cgroups(PROC, run);
    }

    /** Makes one for an attempt that begins; empty where that cannot be done. */
    synchronized Optional<Cgroup> create(String module, int attempt) {
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Path run = own.get().folder().resolve(name);
        Path folder = run.resolve(name(module, attempt));
        try {
            Files.createDirectories(folder);
        } catch (IOException mayNot) {
            return Optional.empty();
        }
        folders.add(run);
        return Optional.of(new Cgroup(folder));
    }

    /** That of an attempt which an earlier agent began, in whatever cgroup that agent was; empty if it had none. */
    synchronized Optional<Cgroup> find(String module, int attempt) {
        if (!searched) {
            own.ifPresent(its -> search(its.mount()));
            searched = true;
        }
        for (Path run : folders) {
            Path folder = run.resolve(name(module, attempt));
            if (Files.isDirectory(folder)) {
                return Optional.of(new Cgroup(folder));
            }
        }
        return Optional.empty();
    }

    /** Through the whole hierarchy: a service that goes on after a shell script is in another place. */
    private void search(Path mount) {
        List<Path> places = new ArrayList<>(List.of(mount));
        for (int i = 0; i < places.size(); i++) {
            try (DirectoryStream<Path> below = Files.newDirectoryStream(places.get(i), Files::isDirectory)) {
                for (Path place : below) {
                    places.add(place);
                    if (String.valueOf(place.getFileName()).equals(name)) {
                        folders.add(place);
                    }
                }
            } catch (IOException | DirectoryIteratorException gone) {
                // nothing below it is ours
            }
        }
    }

    private static String name(String module, int attempt) {
        return Ascii.fileName(module, LEFT) + "." + attempt;
    }

    /** Counts from now on who is killed because memory runs out. */
    OomWatch watch() {
        return new OomWatch(counters);
    }

    /** Takes away what is empty, at the end of the run; a daemon that lives keeps its own. */
    synchronized void remove() {
        for (Path run : folders) {
            removeEmpty(run);
        }
    }

    private static void removeEmpty(Path run) {
        try (DirectoryStream<Path> attempts = Files.newDirectoryStream(run, Files::isDirectory)) {
            for (Path attempt : attempts) {
                new Cgroup(attempt).remove();
            }
            Files.delete(run);
        } catch (IOException | DirectoryIteratorException inUse) {
            // a daemon lives in it
        }
    }
}
