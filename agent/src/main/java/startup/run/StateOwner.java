package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.AtomicFile;
import startup.base.Event;
import startup.base.Json;

/**
 * Whose state this is, so that a machine made from the image of one that was booted does not go on with that one's runs.
 * The file {@code machine} of the state folder, mode 0600:
 *
 * <pre>{"version":1,"instance":"i-0abc","machine":"5d1f…"}</pre>
 *
 * <p>The instance decides where both know one. Metadata that is silent names none, so it makes no machine another one.
 * Only for a machine that was never known as an instance does the machine id decide. Source: DESIGN, "State".
 */
public final class StateOwner {
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 64 * 1024;

    /** Source: machine-id(5): 32 hexadecimal digits in lower case; what is not one yet reads "uninitialized". */
    private static final int DIGITS_OF_A_MACHINE_ID = 32;

    private final Path file;
    private final Optional<Event> warning;
    private Named named;

    private StateOwner(Path file, Named named, Optional<Event> warning) {
        this.file = file;
        this.named = named;
        this.warning = warning;
    }

    /** A machine, as far as it has names. */
    private record Named(Optional<String> instance, Optional<String> machine) {
        static final Named NOBODY = new Named(Optional.empty(), Optional.empty());

        byte[] json() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("version", VERSION);
            fields.put("instance", instance.orElse(null));
            fields.put("machine", machine.orElse(null));
            return (Json.write(fields) + "\n").getBytes(StandardCharsets.UTF_8);
        }

        /** Not {@code equals}: each boot asks it, and a record's own costs a cold JVM tens of milliseconds. */
        boolean isSameAs(Named other) {
            return instance.equals(other.instance) && machine.equals(other.machine);
        }

        static Named parse(String json) throws IOException {
            JournalFields fields = JournalFields.parse(json);
            if (fields.integer("version") != VERSION) {
                throw new IOException("it is of version " + fields.integer("version"));
            }
            return new Named(fields.textIfAny("instance"), fields.textIfAny("machine"));
        }
    }

    /** What that file says; without one, and where it cannot be read, the state belongs to whoever asks. */
    public static StateOwner at(Path file) {
        try (var bytes = Files.newInputStream(file)) {
            String json = new String(bytes.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return new StateOwner(file, Named.parse(json), Optional.empty());
        } catch (NoSuchFileException none) {
            return new StateOwner(file, Named.NOBODY, Optional.empty());
        } catch (IOException damaged) {
            return new StateOwner(file, Named.NOBODY, Optional.of(unreadable(file, damaged)));
        }
    }

    private static Event unreadable(Path file, IOException e) {
        return Event.of(
                Event.Level.WARN,
                "state.owner-unreadable",
                "The state folder counts as this machine's: " + file + " was not read: " + e.getMessage()
                        + ". If this machine was made from an image of another, delete the state folder");
    }

    /** What people should know of the file: that it was there and could not be read. */
    public Optional<Event> warning() {
        return warning;
    }

    /**
     * Whether this is the state of another machine than the one that asks.
     *
     * @param instance as metadata says; empty where it is silent
     * @param machineId as {@link #machineIdOf}
     */
    public boolean isAnother(Optional<String> instance, Optional<String> machineId) {
        return named.instance().isPresent() ? differ(named.instance(), instance) : differ(named.machine(), machineId);
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    /**
     * From now on it is the state of the machine that asks; returns when that is on disk. State of another machine is to
     * be set aside before: whoever is killed in between finds it still to be another's.
     */
    public void claim(Optional<String> instance, Optional<String> machineId) throws IOException {
        Named owner = isAnother(instance, machineId) ? new Named(instance, machineId) : learnt(instance, machineId);
        if (!owner.isSameAs(named) || !Files.exists(file)) {
            AtomicFile.write(file, owner.json());
            named = owner;
        }
    }

    /** An instance whose metadata is silent may be another one after all: nothing new is taken for its own. */
    private Named learnt(Optional<String> instance, Optional<String> machineId) {
        return named.instance().isPresent() && instance.isEmpty()
                ? named
                : new Named(instance, machineId.or(named::machine));
    }

    /** The machine id in that file; empty if there is none, or none yet. Source: machine-id(5). */
    public static Optional<String> machineIdOf(Path file) {
        try {
            String id = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return isMachineId(id) ? Optional.of(id) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static boolean isMachineId(String id) {
        for (int i = 0; i < id.length(); i++) {
            char digit = id.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return id.length() == DIGITS_OF_A_MACHINE_ID;
    }
}
