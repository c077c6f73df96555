package startup.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.bundle.DirectoryCopy;
import startup.bundle.Staging;
import startup.bundle.Unpacked;
import startup.bundle.Unpacker;
import startup.fetch.Location;
import startup.seal.NoSeal;
import startup.seal.Unsealed;

/** Takes a bundle into a staging folder, wherever it lies: a stream is unpacked, a directory is copied. */
public final class Intake {
    private final Arrival arrival;
    private final Unpacker unpacker;
    private final DirectoryCopy directoryCopy;
    private final Demands demands;

    public Intake(Arrival arrival, Unpacker unpacker, DirectoryCopy directoryCopy, Demands demands) {
        this.arrival = arrival;
        this.unpacker = unpacker;
        this.directoryCopy = directoryCopy;
        this.demands = demands;
    }

    /** The staging folder then holds the whole bundle; the caller commits it. */
    public Arrived<Unpacked> into(Staging staging, Location location) throws IOException {
        return location instanceof Location.Directory directory
                ? copy(staging, directory)
                : arrival.bring(location, unsealed -> unpacker.unpack(unsealed.plaintext(), staging.folder()));
    }

    /** The same as far as it goes without a key: what is sealed is only read to its end, and gives no files. */
    public Arrived<Optional<Unpacked>> unlessSealed(Staging staging, Location location) throws IOException {
        if (location instanceof Location.Directory directory) {
            Arrived<Unpacked> copied = copy(staging, directory);
            return new Arrived<>(Optional.of(copied.result()), copied.facts(), copied.seal());
        }
        return arrival.bring(location, unsealed -> unpackUnlessSealed(unsealed, staging));
    }

    private Optional<Unpacked> unpackUnlessSealed(Unsealed unsealed, Staging staging) throws IOException {
        if (unsealed.seal() instanceof NoSeal) {
            return Optional.of(unpacker.unpack(unsealed.plaintext(), staging.folder()));
        }
        InputStream sealed = unsealed.plaintext();
        sealed.transferTo(OutputStream.nullOutputStream());
        return Optional.empty();
    }

    /** A directory is under its owner's hand: it has no digest, so a digest that is demanded cannot hold. */
    private Arrived<Unpacked> copy(Staging staging, Location.Directory directory) throws IOException {
        if (demands.proof() || demands.sha256().isPresent()) {
            throw new AgentException(
                    ExitStatus.NOT_PROVEN,
                    "Bundle " + directory.display() + " was refused",
                    "it is a directory, and nothing can prove a directory",
                    "Leave --sha256 and --require-proof out, or pack it");
        }
        Unpacked copied = directoryCopy.copy(directory.path(), staging.folder());
        return new Arrived<>(
                copied,
                new BundleFacts(directory.display(), Optional.empty(), Optional.empty(), List.of()),
                "a directory");
    }
}
