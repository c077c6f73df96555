package startup.aws;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import startup.http.UriText;

/**
 * Where a container asks for credentials: a path on ECS's own address, or a whole URL, which without TLS may only lead to
 * this machine or to the addresses of ECS and EKS, so that a variable cannot send the token anywhere else.
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
 */
final class ContainerAddress {
    static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private static final String ECS = "http://169.254.170.2";
    private static final Set<String> OWN = Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

    private ContainerAddress() {}

    /** Empty if the environment names none. */
    static Optional<URI> of(Map<String, String> environment) throws AwsRefusal {
        String relative = environment.getOrDefault(RELATIVE, "").strip();
        if (!relative.isEmpty()) {
            // without the stroke it would be part of the host's name
            return Optional.of(parse(RELATIVE, ECS + (relative.startsWith("/") ? "" : "/") + relative));
        }
        String full = environment.getOrDefault(FULL, "").strip();
        return full.isEmpty() ? Optional.empty() : Optional.of(trusted(parse(FULL, full)));
    }

    private static URI parse(String variable, String url) throws AwsRefusal {
        try {
            return UriText.parseUrl(url);
        } catch (URISyntaxException quotesIt) {
            throw NoCredentials.lasting(variable + " holds no URL", "Mend or unset " + variable);
        }
    }

    private static URI trusted(URI uri) throws AwsRefusal {
        String host = String.valueOf(uri.getHost());
        if (uri.getScheme().equalsIgnoreCase("https") || OWN.contains(host) || isLoopback(host)) {
            return uri;
        }
        throw NoCredentials.lasting(
                FULL + " leads to " + host + " without TLS",
                "Use https, or an address of this machine, of ECS (169.254.170.2) or of EKS (169.254.170.23)");
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
