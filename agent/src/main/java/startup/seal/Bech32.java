package startup.seal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of age identities: a prefix, {@code 1}, five bits a character, and six characters of checksum.
 *
 * <p>Source: BIP 173, without its limit on the length, as age-encryption.org/v1 uses it.
 */
final class Bech32 {
    private static final String ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    private static final int CHECKSUM_LENGTH = 6;
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    private Bech32() {}

    /**
     * The bytes that {@code text} holds.
     *
     * @param prefix in capitals, for the whole text must be in capitals, as age writes identities
     * @return null if it has another prefix, a letter outside the alphabet, or a wrong checksum or padding
     */
    static byte @Nullable [] decode(byte[] text, String prefix) {
        byte[] start = (prefix + "1").getBytes(StandardCharsets.US_ASCII);
        int dataLength = text.length - start.length - CHECKSUM_LENGTH;
        if (dataLength < 0) {
            return null;
        }
        for (int i = 0; i < start.length; i++) {
            if (text[i] != start[i]) {
                return null;
            }
        }
        byte[] fives = fives(text, start.length);
        return fives == null || checksum(prefix, fives) != 1 ? null : bytes(fives, dataLength);
    }

    private static byte @Nullable [] fives(byte[] text, int from) {
        byte[] fives = new byte[text.length - from];
        for (int i = 0; i < fives.length; i++) {
            int five = ALPHABET.indexOf(text[from + i]);
            if (five < 0) {
                return null;
            }
            fives[i] = (byte) five;
        }
        return fives;
    }

    /** 1 if the checksum at the end is right; the prefix counts in small letters. */
    private static int checksum(String prefix, byte[] fives) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, small(prefix.charAt(i)) >> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, small(prefix.charAt(i)) & 31);
        }
        for (byte five : fives) {
            sum = step(sum, five);
        }
        return sum;
    }

    private static int small(char letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }

    private static int step(int sum, int five) {
        int next = (sum & 0x1ffffff) << 5 ^ five;
        for (int i = 0; i < GENERATOR.length; i++) {
            if ((sum >> (25 + i) & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }

    private static byte @Nullable [] bytes(byte[] fives, int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 5 / 8);
        int bits = 0;
        int held = 0;
        for (int i = 0; i < count; i++) {
            held = (held << 5 | fives[i]) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(held >> bits);
            }
        }
        boolean padded = bits < 5 && (held & ((1 << bits) - 1)) == 0;
        return padded ? bytes.toByteArray() : null;
    }
}
