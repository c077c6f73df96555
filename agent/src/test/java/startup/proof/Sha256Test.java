package startup.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class Sha256Test {
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void aDigestIsReadInEitherCaseAndShownInLowerCase() throws Exception {
        Sha256 upper = Sha256.parse(EMPTY.toUpperCase(Locale.ROOT));
        assertThat(upper).isEqualTo(Sha256.parse(EMPTY)).hasSameHashCodeAs(Sha256.parse(EMPTY));
        assertThat(upper.hex()).isEqualTo(EMPTY);
        assertThat(upper).hasToString(EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e3b0", "zz", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 "})
    void whatIsNoDigestIsWrongUsageAndNamed(String text) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Sha256.parse(text))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
                .withMessageContaining("'" + text + "'");
    }
}
