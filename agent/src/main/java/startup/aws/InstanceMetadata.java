package startup.aws;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import startup.base.Json;

/**
 * What the machine is told about itself. Only the instance and its region are always there.
 *
 * @param hostname the private name
 * @param ipv6 the first of the first network interface
 * @param tags in the order of their keys; a value may be empty
 * @param identityDocument the JSON as the service sent it, which its signature covers byte by byte
 */
public record InstanceMetadata(
        String instanceId,
        String region,
        Optional<String> availabilityZone,
        Optional<String> instanceType,
        Optional<String> imageId,
        Optional<String> accountId,
        Optional<String> hostname,
        Optional<String> privateIpv4,
        Optional<String> publicIpv4,
        Optional<String> ipv6,
        Map<String, String> tags,
        Optional<String> identityDocument) {
    private static final String TAG_VARIABLE = "STARTUP_TAG_";

    public InstanceMetadata {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /**
     * What modules find in their environment. A tag's key becomes a name by turning every character outside
     * {@code A-Za-z0-9_} into {@code _}; of two keys that become the same name the first in order wins.
     */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("STARTUP_INSTANCE_ID", instanceId);
        variables.put("STARTUP_REGION", region);
        availabilityZone.ifPresent(value -> variables.put("STARTUP_AVAILABILITY_ZONE", value));
        instanceType.ifPresent(value -> variables.put("STARTUP_INSTANCE_TYPE", value));
        imageId.ifPresent(value -> variables.put("STARTUP_AMI_ID", value));
        accountId.ifPresent(value -> variables.put("STARTUP_ACCOUNT_ID", value));
        hostname.ifPresent(value -> variables.put("STARTUP_HOSTNAME", value));
        privateIpv4.ifPresent(value -> variables.put("STARTUP_PRIVATE_IPV4", value));
        publicIpv4.ifPresent(value -> variables.put("STARTUP_PUBLIC_IPV4", value));
        ipv6.ifPresent(value -> variables.put("STARTUP_IPV6", value));
        tags.forEach((key, value) -> variables.putIfAbsent(TAG_VARIABLE + variableName(key), value));
        return variables;
    }

    private static String variableName(String key) {
        StringBuilder name = new StringBuilder(key.length());
        // by code point, for an emoji is one character
        key.codePoints().forEach(c -> name.append(isOfAName(c) ? (char) c : '_'));
        return name.toString();
    }

    private static boolean isOfAName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** The same without these tags: those that served as key sources are nobody else's business. */
    public InstanceMetadata withoutTags(Set<String> keys) {
        Map<String, String> kept = new TreeMap<>(tags);
        kept.keySet().removeAll(keys);
        return new InstanceMetadata(
                instanceId,
                region,
                availabilityZone,
                instanceType,
                imageId,
                accountId,
                hostname,
                privateIpv4,
                publicIpv4,
                ipv6,
                kept,
                identityDocument);
    }

    /** One line; what is not known is left out. {@link #parse} reads it back. */
    public String toJson() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("instance_id", instanceId);
        document.put("region", region);
        availabilityZone.ifPresent(value -> document.put("availability_zone", value));
        instanceType.ifPresent(value -> document.put("instance_type", value));
        imageId.ifPresent(value -> document.put("image_id", value));
        accountId.ifPresent(value -> document.put("account_id", value));
        hostname.ifPresent(value -> document.put("hostname", value));
        privateIpv4.ifPresent(value -> document.put("private_ipv4", value));
        publicIpv4.ifPresent(value -> document.put("public_ipv4", value));
        ipv6.ifPresent(value -> document.put("ipv6", value));
        document.put("tags", tags);
        identityDocument.ifPresent(value -> document.put("identity_document", value));
        return Json.write(document);
    }

    /**
     * What a person or {@link #toJson} wrote: an object of the names above, all but two optional, {@code null} as absent.
     *
     * @throws IOException with a clause for people if it is anything else
     */
    public static InstanceMetadata parse(String json) throws IOException {
        return new MetadataDocument(json).read();
    }
}
