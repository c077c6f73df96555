package startup.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import startup.base.AtomicFile;

/** Where the {@link SecretPrints} of one run are kept. */
final class PrintFile {
    private final Path path;
    private final byte[] salt;

    PrintFile(Path path, byte[] salt) {
        this.path = path;
        this.salt = salt.clone();
    }

    /** Replaces them by those of all texts among {@code needles} that were told; shapes need none. */
    void write(Collection<Needle> needles) throws IOException {
        List<Needle> told = new ArrayList<>();
        for (Needle needle : needles) {
            if (needle.shape() == null) {
                told.add(needle);
            }
        }
        if (!told.isEmpty()) {
            AtomicFile.write(path, SecretPrints.of(told, salt).toJson().getBytes(StandardCharsets.UTF_8));
        }
    }
}
