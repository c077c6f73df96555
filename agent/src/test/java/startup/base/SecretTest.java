package startup.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void itsTextTellsOnlyTheLength() {
        assertThat(Secret.ofText("stirringdullroots")).hasToString("Secret[17 bytes]");
    }

    @Test
    void closingWipesTheBytesThatWereHandedIn() {
        byte[] bytes = "stirringdullroots".getBytes(StandardCharsets.UTF_8);
        Secret secret = Secret.of(bytes);
        secret.close();
        assertThat(bytes).containsOnly(0);
        assertThatIllegalStateException().isThrownBy(secret::copy);
    }
}
