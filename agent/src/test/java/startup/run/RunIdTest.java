package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
    @Test
    void itIsTheStartInUtcAndRandomBits() {
        RunId id = RunId.at(Instant.parse("2026-01-02T03:04:05.678Z"), new Random(7));

        assertThat(id.toString()).matches("20260102T030405Z-[0-9a-hjkmnp-tv-z]{13}");
        assertThat(RunId.parse(id.toString())).contains(id);
        assertThat(RunId.at(Instant.parse("2026-01-02T03:04:05Z"), new Random(8)))
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "20260102T030405Z-000000000000",
                "20260102T030405Z-00000000000000",
                "20260102T030405Z-000000000000u",
                "20260102 030405Z-0000000000000",
                "2026010/T030405Z-0000000000000",
                "20260102T030405Z-../../../../..",
            })
    void whatNoRunCanBeNamedIsNone(String text) {
        assertThat(RunId.parse(text)).isEmpty();
    }
}
