package startup.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The config and credentials files that AWS's tools share, read anew at each question, for a tool may have renewed
 * them. What a profile has in both counts as the credentials file has it. A file that is not there or may not be read is
 * as an empty one, for {@code nobody} often has the home of another.
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "Location of the shared config and credentials files".
 */
final class SharedConfig {
    /** Far more than a person writes. */
    private static final int MOST_BYTES = 1 << 20;

    private final Map<String, String> environment;
    private final Path home;

    SharedConfig(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /** The name of the profile that is in use. */
    String active() {
        return named().orElse("default");
    }

    /** Whether somebody asked for that profile, so that its absence is a mistake. */
    boolean isAskedFor() {
        return named().isPresent();
    }

    private Optional<String> named() {
        return value("AWS_PROFILE").or(() -> value("AWS_DEFAULT_PROFILE"));
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    Optional<Profile> find(String name) {
        Map<String, String> config =
                SharedConfigFile.parseConfig(read(configFile())).get(name);
        Map<String, String> keys =
                SharedConfigFile.parseCredentials(read(credentialsFile())).get(name);
        if (config == null && keys == null) {
            return Optional.empty();
        }
        Map<String, String> merged = new HashMap<>(config == null ? Map.of() : config);
        merged.putAll(keys == null ? Map.of() : keys);
        return Optional.of(new Profile(name, merged));
    }

    /** For people: the profile and the two files. */
    String lookedAt() {
        return "profile " + active() + " of " + credentialsFile() + " and " + configFile();
    }

    private Path credentialsFile() {
        return file("AWS_SHARED_CREDENTIALS_FILE", "credentials");
    }

    private Path configFile() {
        return file("AWS_CONFIG_FILE", "config");
    }

    private Path file(String variable, String name) {
        String stated = value(variable).orElse("");
        if (stated.startsWith("~/")) {
            return home.resolve(stated.substring(2));
        }
        return stated.isEmpty() ? home.resolve(".aws").resolve(name) : Path.of(stated);
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException absent) {
            return "";
        }
    }
}
