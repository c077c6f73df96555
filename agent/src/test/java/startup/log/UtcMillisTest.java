package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcMillisTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:00Z,2026-11-22T10:15:00.000Z",
        "2026-11-22T10:15:09.120999Z,2026-11-22T10:15:09.120Z",
        "2028-02-29T23:59:59.999Z,2028-02-29T23:59:59.999Z",
        "1969-12-31T23:59:59.007Z,1969-12-31T23:59:59.007Z"
    })
    void threeDigitsOfMillisecondsAreAlwaysThere(Instant instant, String expected) {
        assertThat(UtcMillis.format(instant)).isEqualTo(expected);
    }

    @Test
    void itAgreesWithTheFormatterOfTheJdkAlsoWhenTheClockJumps() {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        UtcMillis reused = new UtcMillis();
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            Instant instant = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            StringBuilder text = new StringBuilder();
            reused.append(text, instant);
            reused.append(text, instant.plusMillis(1));
            assertThat(text).hasToString(formatter.format(instant) + formatter.format(instant.plusMillis(1)));
        }
    }
}
