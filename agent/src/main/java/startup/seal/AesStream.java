package startup.seal;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Decrypts what {@code openssl enc} encrypted and gives {@code -1} only after the last block's padding was found right.
 *
 * <p>The cipher is fed in small pieces: the JVM compiles its AES loop into machine instructions only after thousands of
 * calls, so few large calls stay slow for hundreds of megabytes.
 */
final class AesStream extends StickyStream {
    private static final int BUFFER = 64 * 1024;
    private static final int PIECE = 2 * 1024;
    private static final int BLOCK = OpenSslCipher.BLOCK;

    private final InputStream sealed;
    private final Cipher cipher;
    private final boolean padded;
    private final boolean recognised;
    private final byte[] ciphertext = new byte[BUFFER];
    private final byte[] plaintext = new byte[BUFFER];
    private int pending;
    private int position;
    private int end;
    private boolean finished;

    /**
     * Starts at the first block.
     *
     * @param cipher ready to decrypt, without padding of its own
     * @param recognised whether the plaintext's beginning proved the key, so that a wrong end is damage
     */
    AesStream(InputStream sealed, Cipher cipher, boolean padded, boolean recognised) {
        this.sealed = sealed;
        this.cipher = cipher;
        this.padded = padded;
        this.recognised = recognised;
    }

    @Override
    int readSome(byte[] target, int offset, int length) throws IOException {
        while (position == end) {
            if (finished) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, end - position);
        System.arraycopy(plaintext, position, target, offset, count);
        position += count;
        return count;
    }

    private void fill() throws IOException {
        position = 0;
        end = 0;
        int read = sealed.read(ciphertext, pending, BUFFER - pending);
        if (read < 0) {
            finish();
            finished = true;
            return;
        }
        pending += read;
        if (pending > BLOCK) {
            // The last block, whole or not, waits: only the end of the file tells that it holds the padding.
            int usable = (pending - 1) / BLOCK * BLOCK;
            decrypt(usable);
            System.arraycopy(ciphertext, usable, ciphertext, 0, pending - usable);
            pending -= usable;
        }
    }

    private void decrypt(int length) {
        try {
            for (int done = 0; done < length; done += PIECE) {
                end += cipher.update(ciphertext, done, Math.min(PIECE, length - done), plaintext, end);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void finish() throws IOException {
        if (padded && pending != BLOCK) {
            throw SealErrors.damaged("its ciphertext is no whole number of 16-byte blocks, so it was cut short");
        }
        try {
            end = cipher.doFinal(ciphertext, 0, pending, plaintext, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        if (padded) {
            end -= Padding.lengthOf(plaintext, end);
            if (end == BLOCK) {
                throw wrongEnd();
            }
        }
    }

    private IOException wrongEnd() {
        return recognised
                ? SealErrors.damaged(
                        "it begins as a bundle, but its last block has no right padding, so bytes are missing")
                : SealErrors.wrongKey(
                        "the last block has no right padding, so password or pins are wrong or bytes are missing",
                        "Check the password, --cipher, --md and --iter");
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }
}
