package startup.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import startup.base.RecordedEvents;

/** Opens a bundle as the agent would, with what a test gives it. */
final class Opening {
    private final Map<String, String> environment = new TreeMap<>();
    private final List<KeySource> sources = new ArrayList<>();
    private final RecordedEvents events = new RecordedEvents();
    private SealPins pins = SealPins.NONE;
    private boolean judge = true;

    static Opening withoutKey() {
        return new Opening();
    }

    static Opening with(String... keys) throws IOException {
        Opening opening = new Opening();
        for (String key : keys) {
            String name = "KEY" + opening.sources.size();
            opening.environment.put(name, key);
            opening.sources.add(KeySource.parse("env:" + name));
        }
        return opening;
    }

    Opening pinned(SealPins stated) {
        pins = stated;
        return this;
    }

    Opening unjudged() {
        judge = false;
        return this;
    }

    Unsealed open(InputStream sealed) throws IOException {
        KeyRing keys =
                new KeyRing(sources, environment, question -> "asked".toCharArray(), NoCloud.keys(events), events);
        return new Unsealer(keys, pins, Plain.TEST, judge, events).open(sealed);
    }

    Unsealed open(byte[] sealed) throws IOException {
        return open(new ByteArrayInputStream(sealed));
    }

    byte[] read(byte[] sealed) throws IOException {
        try (InputStream plaintext = open(sealed).plaintext()) {
            return plaintext.readAllBytes();
        }
    }

    RecordedEvents events() {
        return events;
    }
}
