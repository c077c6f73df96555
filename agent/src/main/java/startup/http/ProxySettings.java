package startup.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.Secret;

/**
 * Which proxy a URL goes through, by the environment, as curl reads it: {@code http_proxy} in small letters only (in
 * capitals it is what a web server makes of a request's {@code Proxy} header), {@code https_proxy}, {@code all_proxy} and
 * {@code no_proxy} in either, the small letters first; an empty value is as none. Source: curl's manual, "Environment".
 *
 * <p>Supported are proxies that speak HTTP, with a password or without. A value that cannot be used is refused when a
 * URL needs it, with exit status 2.
 */
public final class ProxySettings {
    private static final List<String> FOR_HTTP = List.of("http_proxy", "all_proxy", "ALL_PROXY");
    private static final List<String> FOR_HTTPS = List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    private static final List<String> FOR_NONE = List.of("no_proxy", "NO_PROXY");

    private final Map<String, String> variables;
    private final NoProxy direct;

    private ProxySettings(Map<String, String> variables) {
        this.variables = variables;
        this.direct = new NoProxy(first(FOR_NONE).map(variables::get).orElse(""));
    }

    public static ProxySettings of(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        for (List<String> names : List.of(FOR_HTTP, FOR_HTTPS, FOR_NONE)) {
            for (String name : names) {
                String value = environment.getOrDefault(name, "").strip();
                if (!value.isEmpty()) {
                    variables.put(name, value);
                }
            }
        }
        return new ProxySettings(variables);
    }

    /** Every URL directly: for the metadata service, which answers only the machine itself. */
    public static ProxySettings none() {
        return new ProxySettings(Map.of());
    }

    /** The passwords in the settings, to be concealed; those in values that cannot be used are left out. */
    public List<Secret> passwords() {
        List<Secret> passwords = new ArrayList<>();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            try {
                Proxy proxy = Proxy.parse(variable.getKey(), variable.getValue());
                if (proxy.password().length() > 0) {
                    passwords.add(proxy.password());
                }
            } catch (AgentException unusable) {
                // whoever needs it is told
            }
        }
        return passwords;
    }

    Optional<Proxy> proxyFor(URI uri) throws AgentException {
        if (variables.isEmpty()) {
            return Optional.empty();
        }
        Origin origin = Origin.of(uri);
        Optional<String> name = first(origin.isSecure() ? FOR_HTTPS : FOR_HTTP);
        if (name.isEmpty() || direct.covers(origin.host())) {
            return Optional.empty();
        }
        return Optional.of(Proxy.parse(name.get(), variables.getOrDefault(name.get(), "")));
    }

    private Optional<String> first(List<String> names) {
        for (String name : names) {
            if (variables.containsKey(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
