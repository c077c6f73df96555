package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against the vectors of RFC 4231. */
class HmacTest {
    private static String hmac(String key, String message) {
        return HexFormat.of()
                .formatHex(Hmac.sha256(HexFormat.of().parseHex(key), message.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aShortKeyIsFilledUp() {
        assertThat(hmac("0b".repeat(20), "Hi There"))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(hmac("4a656665", "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void aKeyLongerThanABlockIsHashedFirst() {
        assertThat(hmac("aa".repeat(131), "Test Using Larger Than Block-Size Key - Hash Key First"))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void theKeyIsLeftAsItWas() {
        byte[] key = {1, 2, 3};
        Hmac.sha256(key, new byte[0]);
        assertThat(key).containsExactly(1, 2, 3);
    }
}
