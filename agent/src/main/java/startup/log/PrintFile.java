package startup.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import startup.base.AtomicFile;

/** Where the {@link SecretPrints} of one run are kept: one line for each agent that worked on it. */
final class PrintFile {
    private final Path path;
    private final byte[] salt;
    private final List<String> earlier;

    /** This agent's have that salt; those of earlier agents stay. */
    PrintFile(Path path, byte[] salt) throws IOException {
        this.path = path;
        this.salt = salt.clone();
        this.earlier = Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    /** Those of all agents. */
    static List<SecretPrints> read(Path path) throws IOException {
        List<SecretPrints> prints = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            prints.add(SecretPrints.parse(line));
        }
        return prints;
    }

    /** Replaces this agent's by those of all texts among {@code needles} that were told; shapes need none. */
    void write(Collection<Needle> needles) throws IOException {
        List<Needle> told = new ArrayList<>();
        for (Needle needle : needles) {
            if (needle.shape() == null) {
                told.add(needle);
            }
        }
        if (!told.isEmpty()) {
            List<String> lines = new ArrayList<>(earlier);
            lines.add(SecretPrints.of(told, salt).toJson());
            AtomicFile.write(path, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
