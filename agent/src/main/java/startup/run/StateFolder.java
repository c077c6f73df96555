package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import startup.base.AgentException;
import startup.base.AtomicFile;
import startup.base.ExitStatus;
import startup.log.Shipment;

/**
 * Where the agent keeps what must survive it: bundles, runs, successes. Source: DESIGN, "State".
 *
 * <p>The way to a bundle is 0711, for modules run programs of their bundle as other users; runs hold raw output and are
 * 0700. Errors: {@link #create}, {@link #newRun} and {@link #lock} refuse with exit status 15 where the machine does not
 * let them, and say so in words.
 */
public final class StateFolder {
    private static final int MOST_RUNS = 5;
    /** A log that could not be delivered is waited for longer, but not for ever: the disk is not ours. */
    private static final int MOST_RUNS_WITH_LOGS_LEFT = 20;

    private static final Set<PosixFilePermission> PASSAGE = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    /** Names the run that was begun last: names sort by the wall clock, and that of a young machine jumps. */
    private static final String LAST = ".last";

    private final Path root;

    public StateFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Where state is if nobody says otherwise. */
    public static Path defaultRoot(Map<String, String> environment, boolean root) {
        if (root) {
            return Path.of("/var/lib/startup-agent");
        }
        String stated = environment.getOrDefault("XDG_STATE_HOME", "");
        // A relative path there is to be ignored, says the XDG Base Directory Specification.
        return stated.startsWith("/")
                ? Path.of(stated, "startup-agent")
                : Path.of(environment.getOrDefault("HOME", "/"), ".local", "state", "startup-agent");
    }

    public Path root() {
        return root;
    }

    public Path bundles() {
        return root.resolve("bundles");
    }

    public Path modules() {
        return root.resolve("modules");
    }

    private Path folderOfRuns() {
        return root.resolve("runs");
    }

    /** Makes what is missing of it; nothing of it need exist. */
    public void create() throws AgentException {
        try {
            makeWay(root);
            makeWay(bundles());
            makePrivate(modules());
            makePrivate(folderOfRuns());
        } catch (IOException e) {
            throw machine("The state folder " + root + " could not be made", e);
        }
    }

    /** What people should know about the place, in one line: where programs cannot be started from a bundle. */
    public Optional<String> warning() {
        return MountTable.ofThisProcess().forbidsPrograms(root)
                ? Optional.of("The state folder " + root + " is on a file system that is mounted noexec: modules run,"
                        + " programs that a bundle carries do not. Choose another folder with --state")
                : Optional.empty();
    }

    /** Makes the folder of a new run, which is not the last one before {@link #begun}. */
    public RunFolder newRun(Instant now, RandomGenerator random) throws AgentException {
        RunFolder run = folder(RunId.at(now, random));
        try {
            makePrivate(run.path());
            makePrivate(run.out());
            return run;
        } catch (IOException e) {
            throw machine("The folder of the run " + run.path() + " could not be made", e);
        }
    }

    /** From now on it is the last run, which has a verdict to be asked for; of earlier ones the last four are kept. */
    public void begun(RunFolder run) throws AgentException {
        try {
            AtomicFile.write(folderOfRuns().resolve(LAST), run.id().toString().getBytes(StandardCharsets.US_ASCII));
            deleteOldRuns(run.id());
        } catch (IOException e) {
            throw machine("The folder of runs " + folderOfRuns() + " could not be kept in order", e);
        }
    }

    /** The run that was begun last. */
    public Optional<RunFolder> lastRun() throws AgentException {
        try {
            return run(Files.readString(folderOfRuns().resolve(LAST)));
        } catch (NoSuchFileException noneYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw machine("The state folder " + root + " could not be read", e);
        }
    }

    /** The run of that name, if it is kept here. */
    public Optional<RunFolder> run(String id) {
        return RunId.parse(id).map(this::folder).filter(run -> Files.isDirectory(run.path()));
    }

    /** All runs that are kept, the oldest by name first. */
    public List<RunFolder> runs() throws AgentException {
        List<RunFolder> runs = new ArrayList<>();
        try {
            for (String name : namesOfRuns()) {
                run(name).ifPresent(runs::add);
            }
        } catch (IOException e) {
            throw machine("The state folder " + root + " could not be read", e);
        }
        return runs;
    }

    /**
     * Takes this folder for this agent, until the lock is closed.
     *
     * @throws AgentException with exit status 16 if another agent has it
     */
    public AgentLock lock() throws AgentException {
        try {
            return AgentLock.take(root.resolve("lock"), Instant.now());
        } catch (AgentException busy) {
            throw busy;
        } catch (IOException e) {
            throw machine("The lock " + root.resolve("lock") + " could not be taken", e);
        }
    }

    /** Whether an agent works on this folder now. */
    public boolean isInUse() {
        return AgentLock.isHeld(root.resolve("lock"));
    }

    private RunFolder folder(RunId id) {
        return new RunFolder(id, folderOfRuns().resolve(id.toString()));
    }

    private void deleteOldRuns(RunId newest) throws IOException {
        List<String> others = namesOfRuns();
        others.remove(newest.toString());
        for (String name : others.subList(0, Math.max(0, others.size() - (MOST_RUNS - 1)))) {
            Path run = folderOfRuns().resolve(name);
            boolean undelivered = Files.exists(run.resolve(RunFolder.SHIPPED)) && !isDelivered(run);
            if (!undelivered || others.size() > MOST_RUNS_WITH_LOGS_LEFT) {
                FolderRemoval.of(run);
            }
        }
    }

    private static boolean isDelivered(Path run) {
        try {
            return Shipment.read(run.resolve(RunFolder.SHIPPED))
                    .map(Shipment::verdict)
                    .orElse(true);
        } catch (IOException damaged) {
            return true; // nobody will deliver it
        }
    }

    private List<String> namesOfRuns() throws IOException {
        List<String> names = new ArrayList<>();
        try (var folders = Files.newDirectoryStream(folderOfRuns())) {
            for (Path folder : folders) {
                String name = String.valueOf(folder.getFileName());
                if (RunId.parse(name).isPresent()) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException noneYet) {
            return names;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    /** What is there already is somebody's choice and keeps its mode; parents above the root too get this one. */
    private static void makeWay(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            makeWay(parent);
        }
        try {
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PASSAGE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        makeWay(folder);
        Files.setPosixFilePermissions(folder, PRIVATE);
    }

    private static AgentException machine(String what, IOException e) {
        return new AgentException(
                ExitStatus.MACHINE,
                what,
                inWords(e),
                "Make room or give this user the right to write there, or choose another folder with --state",
                e);
    }

    private static String inWords(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this user may not write there";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name, not a folder";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }
}
