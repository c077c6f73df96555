package startup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriTextTest {
    @ParameterizedTest
    @CsvSource({
        "http://h/a b, http://h/a%20b",
        "http://h/a%20b, http://h/a%20b",
        "http://h/50%, http://h/50%25",
        "http://h/ü?q=\"x\"|y, http://h/%C3%BC?q=%22x%22%7Cy",
        "http://[::1]:80/[x], http://[::1]:80/%5Bx%5D",
        "/relative path, /relative%20path",
        "http://h?a=b, http://h?a=b"
    })
    void whatIsForbiddenRawIsEncodedAndWhatIsEncodedStays(String text, String uri) throws URISyntaxException {
        assertThat(UriText.parse(text)).hasToString(uri);
    }

    @Test
    void aHostIsNotMended() {
        assertThatThrownBy(() -> UriText.parse("http://a host/")).isInstanceOf(URISyntaxException.class);
    }
}
