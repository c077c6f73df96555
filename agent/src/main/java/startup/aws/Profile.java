package startup.aws;

import java.util.Map;
import java.util.Optional;

/** One profile of the shared files. Not a record, for its settings hold keys. */
final class Profile {
    private final String name;
    private final Map<String, String> settings;

    Profile(String name, Map<String, String> settings) {
        this.name = name;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    /** The setting's value; empty if it is not there or has none. */
    Optional<String> get(String setting) {
        return Optional.ofNullable(settings.get(setting)).filter(value -> !value.isEmpty());
    }
}
