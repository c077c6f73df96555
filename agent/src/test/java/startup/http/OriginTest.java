package startup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "http://Host/x, http, host, 80",
        "HTTPS://host, https, host, 443",
        "http://u:p@host:8080/x, http, host, 8080",
        "http://old_bucket.s3.amazonaws.com/k, http, old_bucket.s3.amazonaws.com, 80",
        "http://[::1]:81/, http, ::1, 81",
        "http://[::1]/, http, ::1, 80",
        "http://host:/, http, host, 80"
    })
    void schemeHostAndPortAreFoundAlsoWhereJavaKnowsNoHost(String uri, String scheme, String host, int port) {
        assertThat(Origin.of(URI.create(uri))).isEqualTo(new Origin(scheme, host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/", "http:///x", "http://host:99999/", "http://host:0/", "x"})
    void whatHasNoneIsRefused(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> Origin.of(URI.create(uri)));
    }

    @Test
    void anotherSchemeIsAnotherOrigin() {
        assertThat(Origin.of(URI.create("https://h:80/"))).isNotEqualTo(Origin.of(URI.create("http://h/")));
    }
}
