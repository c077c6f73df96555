package startup.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words and variables that this process was given, as the UTF-8 that they are. Under {@code LC_ALL=POSIX}, as at boot,
 * a JVM reads each byte that is not ASCII as U+FFFD; the kernel still has the bytes. What is no UTF-8 stays as the JVM
 * reads it.
 *
 * <p>Source: proc(5), {@code /proc/pid/cmdline} and {@code /proc/pid/environ}. Errors: none. Without {@code /proc} what
 * the JVM says has to do.
 */
public final class ProcessText {
    private static final char UNREADABLE = '\uFFFD';

    private final Path process;

    /** @param process its folder in {@code /proc} */
    ProcessText(Path process) {
        this.process = process;
    }

    public static ProcessText ofThisProcess() {
        return new ProcessText(Path.of("/proc/self"));
    }

    /**
     * Words of the command line.
     *
     * @param read the arguments of {@code main}, which end it
     */
    public String[] arguments(String... read) {
        if (!isUnreadable(List.of(read))) {
            return read;
        }
        List<byte[]> words = strings("cmdline");
        int before = words.size() - read.length;
        String[] texts = read.clone();
        for (int i = 0; i < read.length && before >= 0; i++) {
            texts[i] = utf8(words.get(before + i)).orElse(read[i]);
        }
        return texts;
    }

    /**
     * Variables of the environment.
     *
     * @param read the whole, or a part of it, as the JVM has it
     */
    public Map<String, String> variables(Map<String, String> read) {
        if (!isUnreadable(read.values())) {
            return read;
        }
        Map<String, String> texts = new HashMap<>(read);
        List<byte[]> strings = strings("environ");
        for (int i = strings.size() - 1; i >= 0; i--) { // of two of one name the first counts, as for the JVM
            Optional<String> text = utf8(strings.get(i));
            int equals = text.orElse("").indexOf('=');
            if (equals > 0) {
                String value = text.orElseThrow().substring(equals + 1);
                texts.computeIfPresent(text.orElseThrow().substring(0, equals), (name, old) -> value);
            }
        }
        return texts;
    }

    private static boolean isUnreadable(Iterable<String> texts) {
        for (String text : texts) {
            if (text.indexOf(UNREADABLE) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** What stands there, each ended by a NUL. */
    private List<byte[]> strings(String file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(process.resolve(file));
        } catch (IOException noProc) {
            return List.of();
        }
        List<byte[]> strings = new ArrayList<>();
        int begin = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == 0) {
                strings.add(Arrays.copyOfRange(bytes, begin, end));
                begin = end + 1;
            }
        }
        return strings;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException otherBytes) {
            return Optional.empty();
        }
    }
}
