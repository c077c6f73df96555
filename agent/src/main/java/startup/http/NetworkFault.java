package startup.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Why a request got no answer, or an answer no end, in words.
 *
 * @param why a clause without URL, user or password
 * @param mayPass whether another try may help
 * @param action what a person can do about it
 */
public record NetworkFault(String why, boolean mayPass, String action) {
    private static final String CHECK_WAY =
            "Check that the server runs and that security groups, routes and proxy settings let this machine reach it";
    private static final String CHECK_NAME = "Check the name in the URL and the DNS settings of this machine";
    private static final String CHECK_SERVER = "Check that the URL is right and that the server answers other clients";
    private static final String CHECK_CLOCK = "Set this machine's clock, or renew the server's certificate";
    private static final String CHECK_TRUST =
            "Add the authority to Java's trust store, or use a URL whose certificate is trusted";
    private static final String CHECK_PROXY = "Check the proxy variables and what the proxy allows";

    /** Judges what {@link HttpClient#send} or a body's read threw. */
    public static NetworkFault of(IOException fault) {
        if (fault instanceof RedirectRefused) {
            return lasting(message(fault), CHECK_SERVER);
        } else if (fault instanceof UnknownHostException) {
            return passing("the name of the host cannot be resolved: " + firstWord(message(fault)), CHECK_NAME);
        } else if (fault instanceof SSLException tls) {
            return ofTls(tls);
        } else if (fault instanceof ProxyRefused refused) {
            return new NetworkFault(message(refused), refused.status() >= 500, CHECK_PROXY);
        } else if (fault instanceof ClientProtocolException) {
            return lasting("the answer is not proper HTTP", CHECK_SERVER);
        }
        return passing(inWords(fault), CHECK_WAY);
    }

    private static String inWords(IOException fault) {
        if (fault instanceof HttpHostConnectException refused) {
            return "no connection to " + place(refused.getHost()) + ": " + afterColon(message(fault));
        } else if (fault instanceof ConnectTimeoutException late) {
            return "no connection to " + place(late.getHost()) + " within the time limit";
        } else if (fault instanceof SocketTimeoutException) {
            return "the server sent nothing for too long";
        } else if (fault instanceof NoHttpResponseException) {
            return "the server closed the connection without an answer";
        } else if (fault instanceof ConnectionClosedException || fault instanceof MalformedChunkCodingException) {
            return "the connection was closed before the end of the body";
        } else if (fault instanceof ConnectException) {
            return "no connection: " + afterColon(message(fault));
        } else if (fault instanceof SocketException) {
            return "the connection broke: " + message(fault);
        }
        return "the connection failed: " + message(fault);
    }

    private static NetworkFault ofTls(SSLException fault) {
        boolean distrusted = false;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return passing("the connection broke within TLS: " + message(cause), CHECK_WAY);
            } else if (cause instanceof CertificateExpiredException) {
                return lasting("by this machine's clock the server's certificate has expired", CHECK_CLOCK);
            } else if (cause instanceof CertificateNotYetValidException) {
                return lasting("by this machine's clock the server's certificate is not valid yet", CHECK_CLOCK);
            } else if (cause instanceof SSLPeerUnverifiedException || isAboutTheName(cause)) {
                return lasting("the server's certificate is for another name", CHECK_SERVER);
            }
            // the reasons above lie below one of these
            distrusted |= cause instanceof CertificateException;
        }
        return distrusted
                ? lasting("the server's certificate is not signed by an authority that this Java trusts", CHECK_TRUST)
                : new NetworkFault("TLS failed: " + message(fault), isDamage(fault), CHECK_SERVER);
    }

    /** A record that was damaged on the way, as opposed to two sides that do not agree. */
    private static boolean isDamage(SSLException fault) {
        return message(fault).contains("Tag mismatch");
    }

    /** Java has no class of its own for a name that does not match. */
    private static boolean isAboutTheName(Throwable cause) {
        return cause.getClass() == CertificateException.class && message(cause).startsWith("No ");
    }

    private static NetworkFault passing(String why, String action) {
        return new NetworkFault(why, true, action);
    }

    private static NetworkFault lasting(String why, String action) {
        return new NetworkFault(why, false, action);
    }

    private static String place(@Nullable NamedEndpoint endpoint) {
        return endpoint == null ? "the server" : endpoint.getHostName() + ":" + endpoint.getPort();
    }

    private static String message(Throwable fault) {
        String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : message;
    }

    private static String firstWord(String message) {
        int colon = message.indexOf(':');
        return colon < 0 ? message : message.substring(0, colon);
    }

    private static String afterColon(String message) {
        return message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2);
    }
}
