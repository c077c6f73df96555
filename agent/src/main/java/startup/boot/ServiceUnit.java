package startup.boot;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import startup.base.AtomicFile;
import startup.base.Events;

/**
 * The systemd unit {@code startup-agent.service} that goes on with a run after a reboot. It is there, and wanted by
 * {@code multi-user.target}, for the next boot; nothing starts it on this one. Files and a link are all that systemd
 * reads when it boots, so {@code systemctl}, which would have it read every unit anew in the middle of a boot, is not
 * asked.
 *
 * <p>Errors: none. A run goes on without it, and an event says what is lost. The work of some writes to the disk: it may
 * be done beside other things.
 */
public final class ServiceUnit {
    /** Its name, by which people ask for it. */
    public static final String NAME = "startup-agent.service";

    private static final Path UNITS = Path.of("/etc/systemd/system");

    /** Forgotten by the next boot. Source: systemd.unit(5), "System Unit Search Path". */
    private static final Path UNITS_OF_THIS_BOOT = Path.of("/run/systemd/system");

    private final Path unit;
    private final Path wish;
    private final Path unitOfThisBoot;
    private final Events events;

    /** The unit of this machine. */
    public ServiceUnit(Events events) {
        this(UNITS, UNITS_OF_THIS_BOOT, events);
    }

    /** Of a machine whose units are in those folders; the second one is forgotten at a reboot. */
    ServiceUnit(Path unitFolder, Path folderOfThisBoot, Events events) {
        this.unit = unitFolder.resolve(NAME);
        this.wish = unitFolder.resolve("multi-user.target.wants").resolve(NAME);
        this.unitOfThisBoot = folderOfThisBoot.resolve(NAME);
        this.events = events;
    }

    /**
     * Has the next boot go on with the run. What is there already is not written again.
     *
     * @param command the program, absolute, and its arguments; none may be secret
     * @param state the state folder: without it there is nothing to go on with
     */
    public void install(List<String> command, Path state) {
        try {
            requireText(command);
            byte[] text = new UnitText(command, state.toString()).write().getBytes(StandardCharsets.UTF_8);
            Files.createDirectories(folder(wish));
            boolean written = write(text);
            if (link() || written) {
                events.debug("service.installed", "A reboot will be gone on from by " + unit);
            }
        } catch (IOException e) {
            events.warn(
                    "service.not-installed",
                    "If this machine reboots, the run does not go on by itself: " + unit + " could not be written: " + e
                            + ". After a reboot run 'agent resume', or say --no-service if that is not wanted");
        }
    }

    /** What stands for bytes that are no text is no name of a file. */
    private static void requireText(List<String> command) throws IOException {
        for (String word : command) {
            if (word.indexOf('\uFFFD') >= 0) {
                throw new IOException("the name '" + word + "' is not UTF-8");
            }
        }
    }

    private boolean write(byte[] text) throws IOException {
        if (Files.isRegularFile(unit) && Arrays.equals(Files.readAllBytes(unit), text)) {
            return false;
        }
        Path fresh = unit.resolveSibling("." + NAME + ".new");
        try (FileOutputStream stream = new FileOutputStream(fresh.toFile())) {
            stream.write(text);
            stream.getFD().sync();
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, unit, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.sync(folder(unit));
        return true;
    }

    /** As {@code systemctl enable} makes it. */
    private boolean link() throws IOException {
        if (Files.isSymbolicLink(wish)) {
            return false;
        }
        try {
            Files.createSymbolicLink(wish, unit);
        } catch (FileAlreadyExistsException noLink) {
            Files.delete(wish);
            Files.createSymbolicLink(wish, unit);
        }
        AtomicFile.sync(folder(wish));
        return true;
    }

    /**
     * No boot goes on with the run any more. For what is left of this boot systemd keeps the unit's text: were it to read
     * its units anew and find none, it would kill at the end of the agent all that the modules left behind.
     */
    public void remove() {
        try {
            boolean wished = Files.deleteIfExists(wish);
            if (Files.exists(unit, LinkOption.NOFOLLOW_LINKS)) {
                keepForThisBoot();
                Files.delete(unit);
                wished = true;
            }
            if (wished) {
                AtomicFile.sync(folder(unit));
                events.debug("service.removed", "No reboot starts the agent any more: removed " + unit);
            }
        } catch (IOException e) {
            events.warn(
                    "service.not-removed",
                    "Every boot starts the agent, which will find nothing to do: " + unit + " could not be removed: "
                            + e + ". Remove it with: systemctl disable " + NAME);
        }
    }

    private void keepForThisBoot() throws IOException {
        if (Files.isDirectory(folder(unitOfThisBoot))) {
            Files.copy(unit, unitOfThisBoot, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Whether it is there for the runs of that state folder: another agent may work on another one. */
    public boolean isFor(Path state) {
        try {
            return isInstalled() && UnitText.names(Files.readString(unit), state.toString());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Whether the next boot would go on with a run. */
    public boolean isInstalled() {
        return Files.isRegularFile(unit) && Files.isSymbolicLink(wish);
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
        return folder;
    }
}
