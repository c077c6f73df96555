package startup.http;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a URI: whom credentials were meant for. Source: RFC 6454, section 4.
 *
 * <p>{@link URI#getHost()} knows no host with an underscore, which bucket names of old have, so the authority is read
 * here.
 *
 * @param host in lower case; an IPv6 address without brackets
 * @param port as stated, else the scheme's own
 */
record Origin(String scheme, String host, int port) {
    private static final int MOST_PORTS = 65_535;

    /**
     * The origin of an absolute URI.
     *
     * @throws IllegalArgumentException if it has no host, its port is no number, or it is neither http nor https
     */
    static Origin of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("neither http nor https: " + scheme);
        }
        return ofAuthority(scheme, uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
    }

    /** From {@code [user@]host[:port]}. */
    static Origin ofAuthority(String scheme, String authority) {
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean stated = colon > hostAndPort.lastIndexOf(']');
        String host = stated ? hostAndPort.substring(0, colon) : hostAndPort;
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the URL names no host");
        }
        String digits = stated ? hostAndPort.substring(colon + 1) : "";
        return new Origin(scheme, bare(host), digits.isEmpty() ? ownPort(scheme) : port(digits));
    }

    private static int ownPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static int port(String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= MOST_PORTS) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the one refusal
        }
        throw new IllegalArgumentException("'" + digits + "' is not a port");
    }

    private static String bare(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return (bracketed ? host.substring(1, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    }

    boolean isSecure() {
        return scheme.equals("https");
    }
}
