package startup.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.ExitStatus;

/**
 * Gets the bytes that a source holds.
 *
 * <p>Errors: NO_KEY with the source's name and never a byte of its value.
 */
final class KeyReader {
    /** Far above any key; a number of descriptor that was mistaken can lead to a jar of the JVM itself. */
    static final int MAX_BYTES = 64 * 1024;

    /** What Java puts in place of a byte that the locale's encoding does not have. */
    private static final char LOST = '\uFFFD';

    private final Map<String, String> environment;
    private final KeyPrompt prompt;
    private final CloudKeys cloud;
    private final Events events;

    KeyReader(Map<String, String> environment, KeyPrompt prompt, CloudKeys cloud, Events events) {
        this.environment = environment;
        this.prompt = prompt;
        this.cloud = cloud;
        this.events = events;
    }

    /** The value as it is; the caller wipes it. */
    byte[] read(KeySource source) throws IOException {
        return switch (source.scheme()) {
            case ENV -> variable(source);
            case FILE -> file(source, source.argument());
            case FD -> file(source, "/proc/self/fd/" + source.argument());
            case PROMPT -> answer();
            case PASS -> literal(source);
            case IMDS_TAG, SSM, SECRETS_MANAGER, KMS -> cloud.read(source);
        };
    }

    private byte[] variable(KeySource source) throws AgentException {
        String value = environment.get(source.argument());
        if (value == null) {
            throw noKey(source, "the variable is not set", "Export it to the agent, or name another source");
        }
        if (value.indexOf(LOST) >= 0) {
            return EnvironmentBytes.of(source.argument())
                    .orElseThrow(() -> noKey(
                            source,
                            "its bytes do not fit the locale's encoding",
                            "Put the key into a file and use file:"));
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] literal(KeySource source) throws AgentException {
        events.warn(
                "seal.pass",
                "A password on the command line (pass:) can be seen by every user of this machine; env: or file: hides it");
        if (source.argument().indexOf(LOST) >= 0) {
            throw noKey(source, "its bytes do not fit the locale's encoding", "Put the key into a file and use file:");
        }
        return source.argument().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] answer() throws AgentException {
        char[] answer = prompt.ask("Password of the bundle: ");
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(answer));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        encoded.rewind();
        encoded.put(new byte[bytes.length]);
        Arrays.fill(answer, '\0');
        return bytes;
    }

    private static byte[] file(KeySource source, String path) throws AgentException {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                Arrays.fill(bytes, (byte) 0);
                throw noKey(source, "it is longer than 64 KiB, so it is no key", "Name the file that holds the key");
            }
            return bytes;
        } catch (AgentException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw noKey(source, "there is no such file", "Check the name, or that the descriptor was opened");
        } catch (AccessDeniedException e) {
            throw noKey(source, "the file may not be read", "Check its owner and mode, and who runs the agent");
        } catch (InvalidPathException e) {
            throw noKey(source, "this is no name of a file (" + e.getReason() + ")", "Check the name and the locale");
        } catch (IOException e) {
            throw new AgentException(
                    ExitStatus.NO_KEY,
                    "Key source " + source.display() + " gave no key",
                    "reading it failed (" + e.getMessage() + ")",
                    "Check that it is a file or a pipe that can be read",
                    e);
        }
    }

    static AgentException noKey(KeySource source, String why, String action) {
        return new AgentException(ExitStatus.NO_KEY, "Key source " + source.display() + " gave no key", why, action);
    }
}
