package startup.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("requires", "retry", "timeout", "env");

    @Test
    void aMisspeltNameFindsTheOneThatWasMeant() {
        assertThat(NearestName.of("require", KNOWN)).contains("requires");
        assertThat(NearestName.of("tiemout", KNOWN)).contains("timeout");
        assertThat(NearestName.of("evn", KNOWN)).contains("env");
    }

    @Test
    void aNameLikeNoneFindsNone() {
        assertThat(NearestName.of("wallpaper", KNOWN)).isEmpty();
        assertThat(NearestName.of("", KNOWN)).isEmpty();
    }
}
