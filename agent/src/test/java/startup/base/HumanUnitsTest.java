package startup.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HumanUnitsTest {
    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "90s,PT1M30S", "15m,PT15M", "12h,PT12H", "2d,PT48H", "0s,PT0S"})
    void durationsAreReadAsPeopleWriteThem(String text, Duration expected) {
        assertThat(HumanDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5h", "1H", "1 s", "99999999999s"})
    void whatIsNoDurationIsRefusedWithTheText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HumanDuration.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.0004S,0 ms",
        "PT0.85S,850 ms",
        "PT1.299S,1.2 s",
        "PT59.99S,59.9 s",
        "PT3M20S,3 min 20 s",
        "PT2H5M9S,2 h 5 min",
        "PT1H,1 h"
    })
    void durationsAreShownRoundedDown(Duration duration, String expected) {
        assertThat(HumanDuration.format(duration)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"512,512", "64k,65536", "20m,20971520", "2G,2147483648", "1t,1099511627776"})
    void sizesAreReadInPowersOf1024(String text, long expected) {
        assertThat(HumanSize.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "-1", "1.5g", "10kb", "9999999999"})
    void whatIsNoSizeIsRefusedWithTheText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HumanSize.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"512,512 B", "1536,1.5 KiB", "20971520,20.0 MiB"})
    void sizesAreShownWithTheirUnit(long bytes, String expected) {
        assertThat(HumanSize.format(bytes)).isEqualTo(expected);
    }
}
