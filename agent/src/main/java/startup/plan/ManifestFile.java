package startup.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** A module's {@code module.yaml} as text: UTF-8, at most {@link #MOST_BYTES}. */
final class ManifestFile {
    static final String NAME = "module.yaml";

    /** Far over any manifest, and under what Linux takes as one environment variable (128 KiB). */
    static final int MOST_BYTES = 64 * 1024;

    private ManifestFile() {}

    /** The text, empty if the module has no manifest. What is wrong with it goes to {@code problems}. */
    static Optional<String> read(Path moduleFolder, ManifestProblems problems) {
        Path file = moduleFolder.resolve(NAME);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            problems.add("is not a file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                problems.add("is larger than " + MOST_BYTES / 1024 + " KiB");
                return Optional.empty();
            }
            return Optional.of(decode(bytes));
        } catch (CharacterCodingException e) {
            problems.add("is not UTF-8 text");
        } catch (IOException e) {
            problems.add("was not read (" + e.getMessage() + ")");
        }
        return Optional.empty();
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
