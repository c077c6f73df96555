package startup.cli;

import java.io.IOException;
import java.io.OutputStream;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.fetch.Location;
import startup.seal.NoSeal;
import startup.seal.Unsealed;

/**
 * {@code agent decrypt}: the unsealed bytes. A file appears only when all of them are proven; standard output cannot be
 * taken back, so there the exit status tells.
 */
final class DecryptCommand implements Command {
    private final BundleOptions options;
    private final ResultOutput output;

    DecryptCommand(Session session) throws AgentException {
        this.options = new BundleOptions(session);
        this.output = new ResultOutput(session);
    }

    @Override
    public ExitStatus run() throws IOException {
        if (options.location() instanceof Location.Directory) {
            throw notSealed("it is a directory");
        }
        output.write(this::decryptInto, true);
        return ExitStatus.OK;
    }

    private void decryptInto(OutputStream out) throws IOException {
        boolean judge = !options.pins().endTheSearch();
        options.arrival(judge).bring(options.location(), unsealed -> copy(unsealed, out));
        out.flush();
    }

    private long copy(Unsealed unsealed, OutputStream out) throws IOException {
        if (unsealed.seal() instanceof NoSeal) {
            throw notSealed("it begins neither as openssl enc nor as age");
        }
        return unsealed.plaintext().transferTo(out);
    }

    private AgentException notSealed(String why) {
        return new AgentException(
                ExitStatus.NOT_PROVEN,
                "Bundle " + options.location().display() + " is not sealed",
                why,
                "Use it as it is; for a file without salt or header give --nosalt and the other pins");
    }
}
