package startup.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.Secret;

/**
 * A forward proxy that speaks HTTP, as the value of a proxy variable names it:
 * {@code [http://][user[:password]@]host[:port]}.
 *
 * @param port 1080 if the value states none, as curl has it
 * @param user the name to give when it asks for one; the password may be empty
 */
record Proxy(String host, int port, Optional<String> user, Secret password) {
    private static final String DEFAULT_PORT = ":1080";

    /** Reads the value of the variable {@code name}, which the refusal names, for the value may hold a password. */
    static Proxy parse(String name, String value) throws AgentException {
        int schemeEnd = value.indexOf("://");
        String scheme = schemeEnd < 0 ? "http" : value.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http")) {
            throw unusable(name, "it names a proxy that speaks " + scheme + ", and only http proxies are supported");
        }
        String rest = schemeEnd < 0 ? value : value.substring(schemeEnd + 3);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        try {
            Origin origin = Origin.ofAuthority("http", withPort(authority.substring(at + 1)));
            String login = at < 0 ? "" : authority.substring(0, at);
            int colon = login.indexOf(':');
            return new Proxy(
                    origin.host(),
                    origin.port(),
                    at < 0 ? Optional.empty() : Optional.of(decode(colon < 0 ? login : login.substring(0, colon))),
                    Secret.ofText(colon < 0 ? "" : decode(login.substring(colon + 1))));
        } catch (IllegalArgumentException malformed) {
            throw unusable(name, "its value is not host:port or http://host:port");
        }
    }

    private static String withPort(String hostAndPort) {
        boolean stated = hostAndPort.lastIndexOf(':') > hostAndPort.lastIndexOf(']');
        return stated ? hostAndPort : hostAndPort + DEFAULT_PORT;
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static AgentException unusable(String name, String why) {
        return new AgentException(
                ExitStatus.USAGE,
                "The environment variable " + name + " cannot be used",
                why,
                "Correct it, unset it, or name the host in no_proxy");
    }
}
