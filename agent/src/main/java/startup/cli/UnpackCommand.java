package startup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.HumanSize;
import startup.boot.Arrived;
import startup.bundle.Staging;
import startup.bundle.Unpacked;

/** {@code agent unpack}: a bundle's files in a new folder, by the same rules as a boot. */
final class UnpackCommand implements Command {
    private final Session session;
    private final BundleOptions options;
    private final Path target;

    UnpackCommand(Session session) throws AgentException {
        this.session = session;
        this.options = new BundleOptions(session);
        String folder = session.arguments()
                .value(CliOption.OUTPUT)
                .orElseThrow(() -> usage("No folder was named", "unpack has no -o DIR"));
        this.target = session.terminal().workingFolder().resolve(folder).normalize();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw usage(target + " is there already", "unpack never mixes a bundle with other files");
        }
    }

    private static AgentException usage(String what, String why) {
        return new AgentException(ExitStatus.USAGE, what, why, "Name a folder that does not exist, with -o");
    }

    @Override
    public ExitStatus run() throws IOException {
        try (Staging staging = Staging.in(target.resolveSibling("."))) {
            Arrived<Unpacked> arrived = options.intake().into(staging, options.location());
            staging.commitNew(target);
            session.log()
                    .info(
                            "bundle.unpacked",
                            "Unpacked " + arrived.result().files() + " files, "
                                    + HumanSize.format(arrived.result().bytes()) + ", into " + target);
        }
        return ExitStatus.OK;
    }
}
