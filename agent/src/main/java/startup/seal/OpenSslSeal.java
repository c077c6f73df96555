package startup.seal;

import java.util.Optional;

/**
 * Encrypted with {@code openssl enc}.
 *
 * @param cipher {@code aes-256-cbc} and its like; empty as long as no password has found it
 * @param derivation {@code EVP_BytesToKey sha256} and its like; empty likewise
 * @param salted whether it begins with {@code Salted__} and the salt
 * @param base64 whether it is base64 text, as {@code -a} writes it
 */
public record OpenSslSeal(Optional<String> cipher, Optional<String> derivation, boolean salted, boolean base64)
        implements Seal {
    @Override
    public String name() {
        return "openssl";
    }

    @Override
    public String describe() {
        StringBuilder line = new StringBuilder("openssl enc");
        if (cipher.isPresent()) {
            line.append(' ').append(cipher.get());
        }
        line.append(
                derivation.isPresent() ? ", " + derivation.get() : " (what is not said is found with the password)");
        return line.append(salted ? ", salted" : ", not salted")
                .append(base64 ? ", base64" : "")
                .toString();
    }
}
