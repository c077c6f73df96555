package startup.seal;

import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Where a key comes from, as an option, the journal and user-data hold it: never the key itself. The one exception,
 * {@code pass:VALUE}, exists for the old pipeline's sake, and so this is no record, which would print its value.
 *
 * <p>Source: DESIGN, "Sources".
 */
public final class KeySource {
    private final KeyScheme scheme;
    private final String argument;

    private KeySource(KeyScheme scheme, String argument) {
        this.scheme = scheme;
        this.argument = argument;
    }

    /**
     * Reads {@code env:NAME}, {@code file:PATH}, {@code fd:N}, {@code prompt}, {@code imds-tag:KEY}, {@code ssm:NAME},
     * {@code secretsmanager:ID[#KEY]}, {@code kms:BASE64|@FILE} or {@code pass:VALUE}.
     *
     * @throws AgentException USAGE if it is none of them. The message names the nearest scheme and repeats nothing of
     *     the text, for a password may have been given where a source belongs
     */
    public static KeySource parse(String text) throws AgentException {
        KeyScheme scheme = KeyScheme.of(text);
        if (scheme == null) {
            throw unknown(text);
        }
        String argument = text.substring(scheme.written().length());
        if (scheme != KeyScheme.PROMPT && scheme != KeyScheme.PASS && argument.isEmpty()) {
            throw usage("nothing follows " + scheme.written(), "Write what it names after the colon, as in file:PATH");
        }
        if (scheme == KeyScheme.FD && !isDescriptor(argument)) {
            throw usage("what follows fd: is no number of an open file", "Write fd:3 and open it with 3<FILE");
        }
        return new KeySource(scheme, argument);
    }

    /** For people, events and the journal: the source as it was given, but {@code pass:…} for a value. */
    public String display() {
        return scheme == KeyScheme.PASS ? "pass:…" : scheme.written() + argument;
    }

    /** The variable that a module must not inherit, because it served as a key source. */
    public Optional<String> environmentVariable() {
        return scheme == KeyScheme.ENV ? Optional.of(argument) : Optional.empty();
    }

    /** Whether a run that is resumed after a reboot can read it: not so env, fd, prompt and pass. */
    public boolean canBeReadAgain() {
        return scheme.canBeReadAgain();
    }

    /** The instance's tag that nobody else is to see, because it served as a key source. */
    public Optional<String> tag() {
        return scheme == KeyScheme.IMDS_TAG ? Optional.of(argument) : Optional.empty();
    }

    KeyScheme scheme() {
        return scheme;
    }

    /** What follows the colon; for {@code pass:} that is the secret. */
    String argument() {
        return argument;
    }

    @Override
    public String toString() {
        return display();
    }

    private static boolean isDescriptor(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() <= 9;
    }

    private static AgentException unknown(String text) {
        KeyScheme nearest = KeyScheme.nearestTo(text);
        return usage(
                "it begins with no scheme that is known, of which " + nearest.written() + " is the nearest",
                "Write env:NAME, file:PATH, fd:NUMBER, prompt, imds-tag:KEY, ssm:NAME, secretsmanager:ID or kms:BASE64");
    }

    private static AgentException usage(String why, String action) {
        return new AgentException(ExitStatus.USAGE, "The key source cannot be accepted", why, action);
    }
}
