package startup.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Secrets that nobody told us of but that show by their shape.
 *
 * <p>Sources: AWS, "IAM identifiers" and "Authenticating requests: using query parameters"; age, "X25519 recipient
 * stanza"; GitHub, "Supported secret scanning patterns"; RFC 6750 and 7617. An AWS secret key is 40 characters as a
 * SHA-1 in hexadecimal is, so it is hidden only after its name.
 */
final class WellKnownTokens {
    private static final String[] PARAMETERS = {
        "Signature=",
        "signature=",
        "Credential=",
        "credential=",
        "Security-Token=",
        "security-token=",
        "access_token=",
        "?token=",
        "&token=",
        "?sig=",
        "&sig="
    };
    private static final String[] SECRET_KEY_NAMES = {
        "SecretAccessKey", "secretAccessKey", "secret_access_key", "SECRET_ACCESS_KEY"
    };
    private static final String[] SESSION_TOKENS = {"IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz"};
    private static final String[] GITHUB = {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"};
    private static final String[] SLACK = {"xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"};

    private final List<Needle> needles = new ArrayList<>();

    private WellKnownTokens() {
        add(new RunOfCharacters(Alphabet.UPPER_AND_DIGITS, 16, 16, false), "AKIA", "ASIA");
        add(new RunOfCharacters(Alphabet.BASE64, 40, 40, true), SECRET_KEY_NAMES);
        add(RunOfCharacters.token(Alphabet.BASE64, 40), SESSION_TOKENS);
        add(RunOfCharacters.after(Alphabet.PARAMETER, 8), PARAMETERS);
        add(RunOfCharacters.after(Alphabet.BEARER, 16), "Bearer ", "bearer ");
        add(RunOfCharacters.after(Alphabet.BASE64, 8), "uthorization: Basic ", "uthorization: basic ");
        add(RunOfCharacters.token(Alphabet.WORD, 20), "AGE-SECRET-KEY-", "glpat-", "github_pat_");
        add(RunOfCharacters.token(Alphabet.ALPHANUMERIC, 30), GITHUB);
        add(RunOfCharacters.token(Alphabet.WORD, 10), SLACK);
        add(new RunOfCharacters(Alphabet.WORD, 35, 35, false), "AIza");
        add(new JsonWebToken(), JsonWebToken.SIGN);
        add(new PasswordInUrl(), PasswordInUrl.SIGN);
        add(new PrivateKeyBlock(), PrivateKeyBlock.SIGN);
    }

    private void add(TokenShape shape, String... signs) {
        for (String sign : signs) {
            needles.add(Needle.sign(sign, shape));
        }
    }

    static List<Needle> needles() {
        return new WellKnownTokens().needles;
    }
}
