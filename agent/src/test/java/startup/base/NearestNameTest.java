package startup.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, '', 3",
        "'', abc, 3",
        "kitten, sitting, 3",
        "requries, requires, 1",
        "Requires, requires, 0",
        "ca, abc, 3",
        "timeout, timeouts, 1",
        "envs, nev, 2"
    })
    void aSlipOfTheFingerCountsOne(String a, String b, int distance) {
        assertThat(NearestName.distance(a, b)).isEqualTo(distance);
        assertThat(NearestName.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void amongEquallyNearTheFirstIsNamed() {
        assertThat(NearestName.to("b", List.of("long-one", "a", "c"))).contains("a");
    }

    @Test
    void amongNoneThereIsNoNearest() {
        assertThat(NearestName.to("b", List.of())).isEmpty();
    }
}
