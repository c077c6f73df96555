package startup.bundle;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A folder of bundles, of which only the last run's is kept. The folder may be an operator's, with files of theirs. */
public final class Shelf {
    private final Path folder;
    private final Predicate<String> isBundle;

    /** A folder in which the names of bundles are those that {@code isBundle} knows; nothing else is touched. */
    public Shelf(Path folder, Predicate<String> isBundle) {
        this.folder = folder;
        this.isBundle = isBundle;
    }

    /** Deletes every bundle but that one. */
    public void keepOnly(Path kept) throws IOException {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, path -> isOther(path, kept))) {
            found.forEach(others::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        for (Path other : others) {
            Removal.of(other);
        }
    }

    private boolean isOther(Path path, Path kept) {
        String name = String.valueOf(path.getFileName());
        return isBundle.test(name) && !name.equals(String.valueOf(kept.getFileName()));
    }
}
