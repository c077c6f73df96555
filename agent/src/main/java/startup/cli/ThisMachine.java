package startup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import startup.base.AgentException;
import startup.boot.Machine;

/** What a run is given by the machine that this process is on. */
final class ThisMachine {
    /** Asked of the kernel: Java would ask the name servers too, and wait for them. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private ThisMachine() {}

    static Machine of(Session session) throws AgentException {
        return new Machine(
                session.terminal().environment(),
                Path.of(System.getProperty("user.home", "/")),
                hostName(),
                Version.ofThisBuild().version(),
                session.cloud().instance(),
                session.ticker(),
                InstantSource.system(),
                session.random(),
                StopSignal::status);
    }

    private static String hostName() {
        try {
            String name = Files.readString(HOST_NAME).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException noSuchFile) {
            return "localhost";
        }
    }
}
