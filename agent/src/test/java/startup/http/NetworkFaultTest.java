package startup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** The faults that are hard to bring about; {@link HttpClientTest} and {@link TlsTest} show the others. */
class NetworkFaultTest {
    private static NetworkFault ofCertificate(CertificateException reason) {
        // the layers in which Java wraps what is wrong with a certificate
        CertificateException validator =
                new CertificateException("PKIX path validation failed", new CertPathValidatorException("x", reason));
        SSLException handshake = new SSLHandshakeException("PKIX path validation failed");
        handshake.initCause(validator);
        return NetworkFault.of(handshake);
    }

    @Test
    void aClockThatMayBeWrongIsNamedAsTheCause() {
        assertThat(ofCertificate(new CertificateExpiredException("NotAfter: yesterday")))
                .isEqualTo(new NetworkFault(
                        "by this machine's clock the server's certificate has expired",
                        false,
                        "Set this machine's clock, or renew the server's certificate"));
        assertThat(ofCertificate(new CertificateNotYetValidException("NotBefore: tomorrow"))
                        .why())
                .isEqualTo("by this machine's clock the server's certificate is not valid yet");
    }

    @Test
    void aDamagedRecordMayPassAndADisagreementMayNot() {
        assertThat(NetworkFault.of(new SSLException("Tag mismatch!")).mayPass()).isTrue();
        assertThat(NetworkFault.of(new SSLHandshakeException("Received fatal alert: protocol_version")))
                .extracting(NetworkFault::why, NetworkFault::mayPass)
                .containsExactly("TLS failed: Received fatal alert: protocol_version", false);
    }

    @Test
    void whatIsNotKnownIsToldAsItIsAndMayPass() {
        assertThat(NetworkFault.of(new SocketException("Network is down")).why())
                .isEqualTo("the connection broke: Network is down");
        assertThat(NetworkFault.of(new ConnectException("No route to host")).why())
                .isEqualTo("no connection: No route to host");
        assertThat(NetworkFault.of(new IOException()))
                .extracting(NetworkFault::why, NetworkFault::mayPass)
                .containsExactly("the connection failed: IOException", true);
    }
}
