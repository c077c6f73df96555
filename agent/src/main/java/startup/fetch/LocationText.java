package startup.fetch;

import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.http.UriText;

/** What a person wrote to say where the bundle is. No refusal repeats it: it may be a presigned URL with a slip. */
final class LocationText {
    private static final String FORMS =
            "Name a directory, a path, '-', or a URL that begins with file:, http:, https: or s3:";
    private static final String VERSION = "versionId=";

    private final String text;
    private final Path workingFolder;

    LocationText(String text, Path workingFolder) {
        this.text = text;
        this.workingFolder = workingFolder;
    }

    Location parse() throws AgentException {
        if (text.equals("-")) {
            return new Location.StandardInput();
        }
        String scheme = scheme();
        String rest = text.substring(scheme.isEmpty() ? 0 : scheme.length() + 1);
        return switch (scheme) {
            case "" -> local(rest);
            case "file" -> local(pathOfFileUrl(rest));
            case "http", "https" -> http();
            case "s3" -> s3(rest);
            default -> throw refused("its scheme '" + scheme + "' is not supported");
        };
    }

    /** A scheme that is known, or one that {@code //} follows; else a colon is a character of a path like any other. */
    private String scheme() {
        int colon = text.indexOf(':');
        String word = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && "+-.".indexOf(c) < 0) {
                return "";
            }
        }
        return switch (word) {
            case "file", "http", "https", "s3" -> word;
            default -> text.startsWith("//", colon + 1) ? word : "";
        };
    }

    private Location local(String path) throws AgentException {
        if (path.isEmpty()) {
            throw refused("it is empty");
        }
        try {
            Path place = workingFolder.resolve(path);
            return Files.isDirectory(place) ? new Location.Directory(place, path) : new Location.File(place, path);
        } catch (InvalidPathException e) {
            throw refused("it is not a path");
        }
    }

    /** RFC 8089: {@code file:/path} and {@code file:///path}; also {@code file:path}, which curl and people write. */
    private String pathOfFileUrl(String rest) throws AgentException {
        String path = rest;
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String host = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            if (slash < 0 || !(host.isEmpty() || host.equals("localhost"))) {
                throw refused("a file: URL can name no other host");
            }
            path = rest.substring(slash);
        }
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("a % in a file: URL begins an escape such as %20");
        }
    }

    private Location http() throws AgentException {
        try {
            return new Location.Http(UriText.parseUrl(text));
        } catch (URISyntaxException e) {
            throw refused("it is not a URL with a host");
        }
    }

    private Location s3(String rest) throws AgentException {
        String place = rest.startsWith("//") ? rest.substring(2) : "";
        int slash = place.indexOf('/');
        int query = place.indexOf("?" + VERSION);
        String key = slash < 0 ? "" : place.substring(slash + 1, query > slash ? query : place.length());
        if (slash < 1 || key.isEmpty()) {
            throw refused("an s3: URL is s3://bucket/key");
        }
        Optional<String> version =
                query > slash ? Optional.of(place.substring(query + 1 + VERSION.length())) : Optional.empty();
        return new Location.S3(place.substring(0, slash), key, version);
    }

    private static AgentException refused(String why) {
        return new AgentException(ExitStatus.USAGE, "The bundle's location cannot be used", why, FORMS);
    }
}
