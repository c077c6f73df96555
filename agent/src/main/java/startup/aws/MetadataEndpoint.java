package startup.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.http.UriText;

/**
 * Where the metadata service is asked.
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "IMDS client"; Amazon EC2 User Guide, "Access instance metadata".
 *
 * @param uri http, with a host, without a user; the path before {@code /latest}, mostly none
 * @param otherwise where else, if nothing can be reached there: an instance may have IPv6 alone
 * @param stated whether somebody said where, so that the service must be expected to be there
 */
public record MetadataEndpoint(URI uri, Optional<URI> otherwise, boolean stated) {
    private static final String SWITCH = "AWS_EC2_METADATA_DISABLED";
    private static final String ADDRESS = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
    private static final String MODE = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
    private static final String OVER_IPV4 = "http://169.254.169.254";
    private static final String OVER_IPV6 = "http://[fd00:ec2::254]";

    /**
     * The endpoint that AWS's variables ask for; empty if they switch the service off. An empty variable is as none.
     *
     * @throws AgentException with exit status 2 for a value that cannot be used
     */
    public static Optional<MetadataEndpoint> of(Map<String, String> environment) throws AgentException {
        if (value(environment, SWITCH).equalsIgnoreCase("true")) {
            return Optional.empty();
        }
        String address = value(environment, ADDRESS);
        if (!address.isEmpty()) {
            return Optional.of(new MetadataEndpoint(parse(address), Optional.empty(), true));
        }
        return Optional.of(
                switch (value(environment, MODE).toLowerCase(Locale.ROOT)) {
                    case "", "ipv4" ->
                        new MetadataEndpoint(URI.create(OVER_IPV4), Optional.of(URI.create(OVER_IPV6)), false);
                    case "ipv6" -> new MetadataEndpoint(URI.create(OVER_IPV6), Optional.empty(), false);
                    default -> throw refused(MODE, "it is neither IPv4 nor IPv6");
                });
    }

    private static String value(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private static URI parse(String address) throws AgentException {
        String bare = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        try {
            URI uri = UriText.parseUrl(bare);
            if (uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException keptFromPeoplesEyes) {
            // falls through to the one refusal
        }
        throw refused(ADDRESS, "it is not an http: or https: URL with a host, and without a user or query");
    }

    private static AgentException refused(String variable, String why) {
        return new AgentException(
                ExitStatus.USAGE, variable + " cannot be used", why, "Set it as AWS's tools expect it, or unset it");
    }

    /** The same, settled on one of its addresses. */
    MetadataEndpoint at(URI address) {
        return new MetadataEndpoint(address, Optional.empty(), stated);
    }

    /** Where a path of the service is asked for, such as {@code meta-data/ipv6}. */
    URI resolve(String path) {
        return URI.create(uri.toString().concat("/latest/").concat(path));
    }

    /** For people. */
    String display() {
        return String.valueOf(uri.getAuthority());
    }
}
