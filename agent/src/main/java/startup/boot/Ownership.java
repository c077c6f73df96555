package startup.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import startup.aws.InstanceMetadata;
import startup.log.EventLog;
import startup.run.OldState;
import startup.run.StateFolder;
import startup.run.StateOwner;

/**
 * Sees that a machine works on its own state: one that was made from the image of a booted machine finds that one's, and
 * sets it aside. For the holder of the state folder's lock.
 */
final class Ownership {
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    private final StateFolder state;
    private final Machine machine;
    private final EventLog log;

    Ownership(StateFolder state, Machine machine, EventLog log) {
        this.state = state;
        this.machine = machine;
        this.log = log;
    }

    /**
     * Before anything in the state folder is believed; waits for the metadata only if somebody has owned the folder.
     *
     * @throws AnotherMachine if that is in order only now
     */
    void settle() throws IOException, InterruptedException {
        if (!Files.exists(file())) {
            return;
        }
        StateOwner owner = StateOwner.at(file());
        owner.warning().ifPresent(log::emit);
        if (owner.isAnother(instance(), machineId())) {
            new ServiceUnit(log).remove();
            Path aside = OldState.setAside(state.root(), machine.wallClock().instant());
            log.warn("state.set-aside", "This state is of another machine, and was set aside in " + aside);
            state.create();
            owner.claim(instance(), machineId());
            throw new AnotherMachine();
        }
    }

    /** From now on the state is this machine's. */
    void claim() throws IOException, InterruptedException {
        StateOwner.at(file()).claim(instance(), machineId());
    }

    private Optional<String> instance() throws InterruptedException {
        return machine.instance().await().map(InstanceMetadata::instanceId);
    }

    private static Optional<String> machineId() {
        return StateOwner.machineIdOf(MACHINE_ID);
    }

    private Path file() {
        return state.root().resolve("machine");
    }
}
