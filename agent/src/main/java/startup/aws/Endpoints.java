package startup.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import startup.http.UriText;

/**
 * Where the services are: where the environment says, else at AWS's public addresses.
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints", "Dual-stack and FIPS endpoints"; AWS
 * General Reference, "AWS service endpoints"; Amazon S3 User Guide, "Virtual hosting of general purpose buckets".
 */
public final class Endpoints {
    private static final String OF_EVERY_SERVICE = "AWS_ENDPOINT_URL";

    private final Map<String, String> environment;

    private Endpoints(Map<String, String> environment) {
        this.environment = environment;
    }

    public static Endpoints of(Map<String, String> environment) {
        return new Endpoints(Map.copyOf(environment));
    }

    /**
     * Where the service is, without a slash at its end.
     *
     * @param service {@code s3}, {@code ssm}, {@code secretsmanager}, {@code kms} or {@code sts}
     * @throws AwsRefusal if the region or what the environment says cannot be a place
     */
    public URI of(String service, String region) throws AwsRefusal {
        if (!isWord(region)) {
            throw unusable("the region '" + region + "' is none", "Check AWS_REGION and the region of the profile");
        }
        Optional<String> variable = variable(service);
        return variable.isPresent() ? stated(variable.get()) : URI.create("https://" + host(service, region));
    }

    /** Where the object is: on a host of its bucket's if that can be one and the place is AWS's own, else by its path. */
    URI of(S3Object object, String region) throws AwsRefusal {
        URI service = of("s3", region);
        String query = object.versionId()
                .map(id -> "?versionId=" + UriEncoding.component(id))
                .orElse("");
        String key = "/" + UriEncoding.path(object.key()) + query;
        return variable("s3").isEmpty() && isHostName(object.bucket())
                ? URI.create("https://" + object.bucket() + "." + service.getRawAuthority() + key)
                : URI.create(service + "/" + UriEncoding.component(object.bucket()) + key);
    }

    /** The variable that says where the service is. */
    private Optional<String> variable(String service) {
        if (says("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) {
            return Optional.empty();
        }
        String name = service.equals("secretsmanager") ? "SECRETS_MANAGER" : service.toUpperCase(Locale.ROOT);
        return Optional.of(OF_EVERY_SERVICE + "_" + name)
                .filter(this::isSet)
                .or(() -> Optional.of(OF_EVERY_SERVICE).filter(this::isSet));
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    private boolean says(String variable) {
        return environment.getOrDefault(variable, "").equalsIgnoreCase("true");
    }

    private URI stated(String variable) throws AwsRefusal {
        try {
            String text = environment.getOrDefault(variable, "");
            URI uri = UriText.parseUrl(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException noUrl) {
            // its message may hold a password, so only the variable is named
        }
        throw unusable(
                variable + " is not the URL of a server", "Give " + variable + " a URL such as https://host:port");
    }

    private static AwsRefusal unusable(String why, String action) {
        return new AwsRefusal("", 0, why, action, false, Duration.ZERO);
    }

    private String host(String service, String region) {
        boolean dual = says("AWS_USE_DUALSTACK_ENDPOINT");
        String name = service + (says("AWS_USE_FIPS_ENDPOINT") ? "-fips" : "");
        Partition partition = Partition.of(region);
        return service.equals("s3")
                ? name + (dual ? ".dualstack." : ".") + region + "." + partition.suffix()
                : name + "." + region + "." + (dual ? partition.dualStackSuffix() : partition.suffix());
    }

    /** Whether a host may be named so, under a certificate for {@code *.s3.REGION.amazonaws.com}: no dot, no capital. */
    private static boolean isHostName(String bucket) {
        return bucket.length() <= 63 && isWord(bucket) && !bucket.startsWith("-") && !bucket.endsWith("-");
    }

    /** Small letters, digits and hyphens: what cannot change what a URL means. */
    static boolean isWord(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
