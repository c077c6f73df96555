package startup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** What this build calls itself, from the manifest of the jar that holds it; {@code unknown} outside a jar. */
record Version(String version, String commit) {
    private static final String UNKNOWN = "unknown";

    static Version ofThisBuild() {
        URL manifest = Version.class.getResource("/META-INF/MANIFEST.MF");
        if (manifest == null) {
            return new Version(UNKNOWN, UNKNOWN);
        }
        try (InputStream in = manifest.openStream()) {
            return of(new Manifest(in).getMainAttributes());
        } catch (IOException unreadable) {
            return new Version(UNKNOWN, UNKNOWN);
        }
    }

    private static Version of(Attributes attributes) {
        return new Version(
                Optional.ofNullable(attributes.getValue("Implementation-Version"))
                        .orElse(UNKNOWN),
                Optional.ofNullable(attributes.getValue("Implementation-Commit"))
                        .orElse(UNKNOWN));
    }

    @Override
    public String toString() {
        return "agent " + version + " (" + commit + ")";
    }
}
