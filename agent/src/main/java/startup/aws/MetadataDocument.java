package startup.aws;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import startup.base.Json;
import startup.base.NearestName;

/** Reads metadata that a person wrote down, so a name that is not known is taken for a slip and not passed over. */
final class MetadataDocument {
    private static final List<String> NAMES = List.of(
            "instance_id",
            "region",
            "availability_zone",
            "instance_type",
            "image_id",
            "account_id",
            "hostname",
            "private_ipv4",
            "public_ipv4",
            "ipv6",
            "tags",
            "identity_document");

    private final Map<?, ?> document;

    MetadataDocument(String json) throws IOException {
        this.document = object(tree(json), "the document");
    }

    private static @Nullable Object tree(String json) throws IOException {
        try {
            return Json.parse(json);
        } catch (IOException notJson) {
            throw new IOException("it is not JSON", notJson);
        }
    }

    InstanceMetadata read() throws IOException {
        refuseUnknownNames();
        return new InstanceMetadata(
                required("instance_id"),
                required("region"),
                text("availability_zone"),
                text("instance_type"),
                text("image_id"),
                text("account_id"),
                text("hostname"),
                text("private_ipv4"),
                text("public_ipv4"),
                text("ipv6"),
                tags(),
                text("identity_document"));
    }

    private void refuseUnknownNames() throws IOException {
        for (Object key : document.keySet()) {
            String name = String.valueOf(key);
            if (!NAMES.contains(name)) {
                throw new IOException("'" + name + "' is not known; the nearest is '"
                        + NearestName.to(name, NAMES).orElseThrow() + "'");
            }
        }
    }

    private String required(String name) throws IOException {
        Optional<String> value = text(name);
        if (value.isEmpty() || !PlausibleValue.isName(value.get())) {
            throw new IOException("'" + name + "' is missing, or is not of letters, digits, dots, '-' and '_'");
        }
        return value.get();
    }

    private Optional<String> text(String name) throws IOException {
        Object value = document.get(name);
        return value == null ? Optional.empty() : Optional.of(text(value, name));
    }

    private static String text(@Nullable Object value, String name) throws IOException {
        if (value instanceof String text) {
            // a variable of the environment ends at a NUL
            if (text.indexOf(0) < 0) {
                return text;
            }
        }
        throw new IOException("'" + name + "' is not a text");
    }

    private Map<String, String> tags() throws IOException {
        Map<String, String> tags = new TreeMap<>();
        if (document.get("tags") != null) {
            for (Map.Entry<?, ?> tag : object(document.get("tags"), "'tags'").entrySet()) {
                String key = String.valueOf(tag.getKey());
                tags.put(key, text(tag.getValue(), "tags." + key));
            }
        }
        return tags;
    }

    private static Map<?, ?> object(@Nullable Object value, String what) throws IOException {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IOException(what + " is not a JSON object");
    }
}
