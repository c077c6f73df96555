package startup.seal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.Events;

/**
 * The keys that may open the bundle. Sources are read when the bundle turns out to be sealed and not before, each once;
 * what they hold is concealed from events before anything is done with it. {@link #close} wipes the keys.
 *
 * <p>For one thread.
 */
public final class KeyRing implements AutoCloseable {
    private final List<KeySource> sources;
    private final KeyReader reader;
    private final Events events;
    private @Nullable List<Key> keys;

    /**
     * Reads nothing yet.
     *
     * @param environment what the agent was given; its variables serve {@code env:NAME}
     */
    public KeyRing(
            List<KeySource> sources,
            Map<String, String> environment,
            KeyPrompt prompt,
            CloudKeys cloud,
            Events events) {
        this.sources = List.copyOf(sources);
        this.reader = new KeyReader(environment, prompt, cloud, events);
        this.events = events;
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    /**
     * Every key of every source, in the order given.
     *
     * @throws AgentException NO_KEY if a source cannot be read, is empty, or holds what looks like a key and is none
     */
    List<Key> keys() throws IOException {
        if (keys == null) {
            List<Key> read = new ArrayList<>();
            for (KeySource source : sources) {
                byte[] value = reader.read(source);
                read.addAll(new KeyValue(source, events).keysIn(value));
                Arrays.fill(value, (byte) 0);
            }
            keys = List.copyOf(read);
        }
        return keys;
    }

    @Override
    public void close() {
        if (keys != null) {
            keys.forEach(Key::wipe);
        }
    }
}
