package startup.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import startup.base.AgentException;
import startup.base.RecordedEvents;

/** Unpacks a file or copies a directory in a process of its own: for other users, locales and machines. */
final class UnpackMain {
    private UnpackMain() {}

    public static void main(String[] args) throws IOException {
        Path source = Path.of(args[0]);
        try (Staging staging = Staging.in(Path.of(args[1]))) {
            if (Files.isDirectory(source)) {
                new DirectoryCopy(Limits.DEFAULT, new RecordedEvents()).copy(source, staging.folder());
            } else {
                try (InputStream in = Files.newInputStream(source)) {
                    new Unpacker(Limits.DEFAULT, new RecordedEvents()).unpack(in, staging.folder());
                }
            }
            staging.commit(Path.of(args[2]));
        } catch (AgentException e) {
            System.out.println(e.status() + " " + e.getMessage());
            System.exit(e.status().code());
        }
    }
}
