package startup.seal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import startup.base.NearestName;

/** Where a key can come from. A new source is a constant here and a case in {@link KeyReader}. */
enum KeyScheme {
    ENV("env", Argument.NEEDED, Again.NO),
    FILE("file", Argument.NEEDED, Again.YES),
    FD("fd", Argument.NEEDED, Again.NO),
    PROMPT("prompt", Argument.NONE, Again.NO),
    PASS("pass", Argument.NEEDED, Again.NO),
    IMDS_TAG("imds-tag", Argument.NEEDED, Again.YES),
    SSM("ssm", Argument.NEEDED, Again.YES),
    SECRETS_MANAGER("secretsmanager", Argument.NEEDED, Again.YES),
    KMS("kms", Argument.NEEDED, Again.YES);

    /** Whether something follows the colon. */
    enum Argument {
        NEEDED,
        NONE
    }

    /** Whether a run that is resumed after a reboot can read the same source anew. */
    enum Again {
        YES,
        NO
    }

    private final String word;
    private final Argument argument;
    private final Again again;

    KeyScheme(String word, Argument argument, Again again) {
        this.word = word;
        this.argument = argument;
        this.again = again;
    }

    /** The scheme as it is written, with its colon if it has one. */
    String written() {
        return argument == Argument.NEEDED ? word + ":" : word;
    }

    boolean canBeReadAgain() {
        return again == Again.YES;
    }

    static @Nullable KeyScheme of(String text) {
        for (KeyScheme scheme : values()) {
            if (scheme.argument == Argument.NEEDED ? text.startsWith(scheme.written()) : text.equals(scheme.word)) {
                return scheme;
            }
        }
        return null;
    }

    /** The scheme whose name is the fewest letters away from what was written before the colon. */
    static KeyScheme nearestTo(String text) {
        int colon = text.indexOf(':');
        String start = colon < 0 ? text : text.substring(0, colon);
        List<String> words = new ArrayList<>();
        for (KeyScheme scheme : values()) {
            words.add(scheme.word);
        }
        return values()[words.indexOf(NearestName.to(start, words).orElse(FILE.word))];
    }
}
