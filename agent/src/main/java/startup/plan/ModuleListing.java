package startup.plan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * What the glob {@code *}{@code /start-up.sh} finds: every folder that is not hidden, or link to a folder, that has an
 * entry {@code start-up.sh}, be it a link that leads nowhere yet (a module before it may put the file there).
 */
final class ModuleListing {
    static final String SCRIPT = "start-up.sh";

    private ModuleListing() {}

    /** The folders of the modules in {@code folder}, in no order; none if it is no folder. */
    static List<Path> of(Path folder) throws AgentException {
        List<Path> modules = new ArrayList<>();
        for (Path entry : visible(folder)) {
            if (Files.exists(entry.resolve(SCRIPT), LinkOption.NOFOLLOW_LINKS)) {
                modules.add(entry);
            }
        }
        return modules;
    }

    /** The entries of {@code folder} that are not hidden, in no order; none if it is no folder. */
    static List<Path> visible(Path folder) throws AgentException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
            for (Path entry : listing) {
                if (!String.valueOf(entry.getFileName()).startsWith(".")) {
                    entries.add(entry);
                }
            }
            return entries;
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(folder, e);
        }
    }

    private static AgentException unreadable(Path folder, Exception cause) {
        return new AgentException(
                ExitStatus.MACHINE,
                "The bundle's folder " + folder + " was not read",
                String.valueOf(cause.getMessage()),
                "Check the folder's permissions and the disk",
                cause);
    }
}
