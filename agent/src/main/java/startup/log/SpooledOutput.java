package startup.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import startup.base.Event;
import startup.base.Json;

/** What a spool holds of the output of attempts: for each, how far it was told. */
public final class SpooledOutput {
    private static final String SIGN = '"' + Event.MODULE_OUTPUT + '"';

    private final Map<String, ToldOutput> told = new HashMap<>();

    /** That of a run which has told nothing yet. */
    public static SpooledOutput nothing() {
        return new SpooledOutput();
    }

    /** Reads a whole spool, line by line. What an agent left half written at its end is no event. */
    public static SpooledOutput read(Path spool) throws IOException {
        SpooledOutput output = new SpooledOutput();
        try (BufferedReader lines = Files.newBufferedReader(spool, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(SIGN)) {
                    output.add(line);
                }
            }
        }
        return output;
    }

    private void add(String line) {
        try {
            if (Json.parse(line) instanceof Map<?, ?> event
                    && event.get("log") instanceof Map<?, ?> log
                    && log.get("offset") instanceof Long offset
                    && event.get("startup") instanceof Map<?, ?> startup
                    && startup.get("attempt") instanceof Long attempt) {
                long part = startup.get("part") instanceof Long piece ? piece : 0;
                told.put(key(String.valueOf(startup.get("module")), attempt), new ToldOutput(offset, (int) part));
            }
        } catch (IOException halfWritten) {
            // its line is still in the attempt's output
        }
    }

    /** How far the output of that attempt was told. */
    public ToldOutput of(String module, int attempt) {
        return told.getOrDefault(key(module, attempt), ToldOutput.NOTHING);
    }

    private static String key(String module, long attempt) {
        return attempt + " " + module;
    }
}
