package startup.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * Which hosts are asked without a proxy: a list of names, each with all below it, and of addresses or networks. A lone
 * {@code *} is every host. Source: curl's manual, {@code --noproxy}, and its lib/noproxy.c.
 */
final class NoProxy {
    private final List<String> entries = new ArrayList<>();

    NoProxy(String list) {
        StringTokenizer tokens = new StringTokenizer(list.toLowerCase(Locale.ROOT), ", \t");
        while (tokens.hasMoreTokens()) {
            entries.add(tokens.nextToken());
        }
    }

    /** Whether this host, in lower case and without brackets, is on the list. */
    boolean covers(String host) {
        if (entries.equals(List.of("*"))) {
            return true;
        }
        boolean address = isAddress(host);
        String name = undotted(host);
        for (String entry : entries) {
            if (address ? holds(entry, host) : isAtOrBelow(name, undotted(entry))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAtOrBelow(String name, String entry) {
        return !entry.isEmpty() && (name.equals(entry) || name.endsWith("." + entry));
    }

    private static String undotted(String name) {
        int start = name.startsWith(".") ? 1 : 0;
        int end = name.endsWith(".") ? name.length() - 1 : name.length();
        return start < end ? name.substring(start, end) : "";
    }

    private static boolean holds(String entry, String host) {
        int slash = entry.indexOf('/');
        String network = slash < 0 ? entry : entry.substring(0, slash);
        if (!isAddress(network)) {
            return false;
        }
        try {
            byte[] net = InetAddress.getByName(network).getAddress();
            byte[] address = InetAddress.getByName(host).getAddress();
            int bits = slash < 0 ? net.length * 8 : Integer.parseInt(entry.substring(slash + 1));
            return net.length == address.length && bits >= 0 && bits <= net.length * 8 && agree(net, address, bits);
        } catch (UnknownHostException | NumberFormatException malformed) {
            return false;
        }
    }

    private static boolean agree(byte[] one, byte[] other, int bits) {
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((one[i / 8] & mask) != (other[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it can only be an address, so that reading it as one asks no name server. */
    private static boolean isAddress(String text) {
        if (text.indexOf(':') >= 0) {
            return true;
        }
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return dots == 3;
    }
}
