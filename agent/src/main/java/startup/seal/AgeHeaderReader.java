package startup.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import startup.base.AgentException;

/**
 * Reads an age header, strictly, and leaves the stream at the payload's first byte.
 *
 * <pre>
 * age-encryption.org/v1
 * -> TYPE ARGUMENT…          one or more stanzas; the body in lines of 64 letters, the last one shorter
 * BODY
 * --- MAC
 * </pre>
 *
 * <p>Source: age-encryption.org/v1, "ABNF definition of file header".
 */
final class AgeHeaderReader {
    /** Some 5,000 recipients; whoever made the file must not decide how much memory it takes. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final String VERSION = "age-encryption.org/v1";
    private static final String STANZA = "-> ";
    private static final String END = "---";
    private static final int COLUMNS = 64;
    private static final int MAC_LENGTH = 32;

    private final InputStream in;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream(512);

    /** Reads single bytes of {@code in}, which should have a buffer. */
    AgeHeaderReader(InputStream in) {
        this.in = in;
    }

    /**
     * The header.
     *
     * @throws AgentException NOT_PROVEN if it is not as the format has it; REFUSED if it is over {@link #MAX_BYTES}
     */
    AgeHeader read() throws IOException {
        String version = line();
        if (!version.equals(VERSION)) {
            throw damaged("its first line is not " + VERSION + ", the one version that is known");
        }
        List<Stanza> stanzas = new ArrayList<>();
        String line = line();
        while (line.startsWith(STANZA)) {
            List<String> arguments = arguments(line);
            stanzas.add(StanzaParser.parse(arguments, body()));
            line = line();
        }
        checkCompany(stanzas);
        return new AgeHeader(stanzas, authenticated(line), mac(line));
    }

    private static List<String> arguments(String line) throws AgentException {
        List<String> arguments = List.of(line.substring(STANZA.length()).split(" ", -1));
        if (arguments.contains("")) {
            throw damaged("a stanza has an empty argument");
        }
        return arguments;
    }

    private String body() throws IOException {
        StringBuilder body = new StringBuilder();
        String line;
        do {
            line = line();
            if (line.length() > COLUMNS) {
                throw damaged("a line of a stanza is longer than 64 letters");
            }
            body.append(line);
        } while (line.length() == COLUMNS);
        return body.toString();
    }

    /** Whoever is sealed to with a passphrase expects that only its holders can have sealed. */
    private static void checkCompany(List<Stanza> stanzas) throws AgentException {
        if (stanzas.isEmpty()) {
            throw damaged("it names no recipient");
        }
        for (Stanza stanza : stanzas) {
            if (stanza instanceof Stanza.Scrypt && stanzas.size() > 1) {
                throw damaged("a passphrase is not the only way to open it, which age does not allow");
            }
        }
    }

    private Bytes authenticated(String lastLine) {
        byte[] all = seen.toByteArray();
        int length = all.length - (lastLine.length() + 1) + END.length();
        return new Bytes(Arrays.copyOf(all, length));
    }

    private static Bytes mac(String line) throws AgentException {
        Bytes mac = line.startsWith(END + " ") ? AgeBase64.decode(line.substring(END.length() + 1)) : null;
        if (mac == null || mac.length() != MAC_LENGTH) {
            throw damaged("the header's last line is not as age writes it");
        }
        return mac;
    }

    /** Without its LF; every other byte must be visible ASCII or a blank. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder(COLUMNS);
        while (true) {
            int letter = in.read();
            if (letter < 0) {
                throw damaged("it ends within the age header, so it was cut short");
            }
            if (seen.size() == MAX_BYTES) {
                throw SealErrors.refused(
                        "its age header is longer than 1 MiB", "Seal it to fewer recipients, at most 5,000");
            }
            seen.write(letter);
            if (letter == '\n') {
                return line.toString();
            }
            if (letter < ' ' || letter > '~') {
                throw damaged("its age header has a byte that is no visible letter");
            }
            line.append((char) letter);
        }
    }

    private static AgentException damaged(String why) {
        return SealErrors.damaged(why);
    }
}
