package startup.aws;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import startup.base.Json;

/**
 * Reads all that the service tells of the instance. Most stands in the identity document, which saves a round trip for
 * each; its names are those of the facts here. Without one the same is gathered path by path.
 *
 * <p>Source: Amazon EC2 User Guide, "Instance metadata categories" and "Instance identity documents".
 */
final class MetadataReading {
    /** Where each fact is, if there is no document. */
    private static final Map<String, String> PATHS = Map.of(
            "instanceId", "meta-data/instance-id",
            "region", "meta-data/placement/region",
            "availabilityZone", "meta-data/placement/availability-zone",
            "instanceType", "meta-data/instance-type",
            "imageId", "meta-data/ami-id",
            "privateIp", "meta-data/local-ipv4");

    private final MetadataSession session;

    MetadataReading(MetadataSession session) {
        this.session = session;
    }

    InstanceMetadata read() throws IOException {
        Optional<String> document = session.get("dynamic/instance-identity/document");
        Map<String, String> facts = document.isPresent() ? strings(document.get()) : gathered();
        return new InstanceMetadata(
                required(facts, "instanceId", PlausibleValue::isInstanceId),
                required(facts, "region", PlausibleValue::isRegion),
                optional(facts, "availabilityZone"),
                optional(facts, "instanceType"),
                optional(facts, "imageId"),
                optional(facts, "accountId"),
                hostname(),
                optional(facts, "privateIp"),
                session.line("meta-data/public-ipv4"),
                session.line("meta-data/ipv6"),
                tags(),
                document);
    }

    private Map<String, String> gathered() throws IOException {
        Map<String, String> facts = new HashMap<>();
        for (Map.Entry<String, String> path : PATHS.entrySet()) {
            session.line(path.getValue()).ifPresent(value -> facts.put(path.getKey(), value));
        }
        Optional<String> info = session.get("meta-data/identity-credentials/ec2/info");
        if (info.isPresent()) {
            facts.put("accountId", strings(info.get()).getOrDefault("AccountId", ""));
        }
        return facts;
    }

    /** The texts of a JSON object; what is null or no text is left out. */
    private Map<String, String> strings(String json) throws IOException {
        Map<String, String> strings = new HashMap<>();
        if (!(tree(json) instanceof Map<?, ?> object)) {
            throw session.notTheService();
        }
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (entry.getValue() instanceof String text) {
                strings.put(String.valueOf(entry.getKey()), text);
            }
        }
        return strings;
    }

    private Object tree(String json) throws IOException {
        try {
            Object tree = Json.parse(json);
            return tree == null ? "" : tree;
        } catch (IOException notJson) {
            throw session.notTheService();
        }
    }

    private String required(Map<String, String> facts, String name, Predicate<String> plausible) throws IOException {
        String value = facts.getOrDefault(name, "");
        if (!plausible.test(value)) {
            throw session.notTheService();
        }
        return value;
    }

    private Optional<String> optional(Map<String, String> facts, String name) throws IOException {
        String value = facts.getOrDefault(name, "");
        if (!PlausibleValue.isLine(value)) {
            throw session.notTheService();
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Where DHCP options have several domains, the service puts them all on the line. */
    private Optional<String> hostname() throws IOException {
        return session.line("meta-data/local-hostname").map(MetadataReading::firstWord);
    }

    private static String firstWord(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    /** None where the instance's options do not let tags be seen, which is the custom. */
    private Map<String, String> tags() throws IOException {
        Map<String, String> tags = new TreeMap<>();
        for (String key : session.lines("meta-data/tags/instance")) {
            Optional<String> value = session.get("meta-data/tags/instance/" + UriEncoding.component(key));
            if (value.isPresent() && value.get().indexOf(0) < 0) {
                tags.put(key, value.get());
            }
        }
        return tags;
    }
}
