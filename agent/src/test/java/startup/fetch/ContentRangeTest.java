package startup.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {
    @Test
    void aRangeHasAFirstAndALastByteAndPerhapsALength() {
        assertThat(ContentRange.parse("bytes 500-999/1000"))
                .contains(new ContentRange(500, 999, OptionalLong.of(1000)));
        assertThat(ContentRange.parse("bytes 0-0/*")).contains(new ContentRange(0, 0, OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes */1000",
                "bytes 5-4/10",
                "bytes 5-10/10",
                "bytes 5-9",
                "bytes -9/10",
                "bytes 5-/10",
                "bytes --5-9/10",
                "bytes 5-9/x",
                "bytes 5-9/-10",
                "bytes=5-9/10",
                "chapters 5-9/10",
                "bytes 5-99999999999999999999/*"
            })
    void anythingElseIsNoRange(String text) {
        assertThat(ContentRange.parse(text)).isEmpty();
    }
}
