package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.Event;
import startup.base.Secret;

class OutputRedactionTest {
    private static final String PASSWORD = "stirringdullroots";

    private final Redactor redactor = new Redactor();
    private final List<Event> told = new ArrayList<>();
    private final OutputRedaction redaction = new OutputRedaction(redactor, told::add);

    OutputRedactionTest() {
        redactor.conceal(Secret.ofText(PASSWORD));
    }

    private void print(String module, int part, String text) {
        redaction.redact(Event.output(module, 1, text, part, 0));
    }

    private List<String> messages() {
        return told.stream().map(Event::message).toList();
    }

    private void tellEnd(String module) {
        redaction.redact(Event.ofModule(Event.Level.INFO, "module.finished", module, 1, "Finished module " + module));
    }

    /** Cuts the line at each place, and again at each later one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "before stirringdullroots after",
                "before c3RpcnJpbmdkdWxscm9vdHM= after",
                "before %73tirringdullroo%74s after",
                "before AKIAIOSFODNN7EXAMPLE after",
                "before Bearer abcdefghijklmnopqrstuvw after",
                "before https://u:passw@h/ after",
                "stirringdullroots"
            })
    void aSecretIsHiddenWhereverTheLineIsCut(String line) {
        String expected = redactor.redact(line);
        assertThat(expected).contains("[redacted]");
        for (int first = 0; first <= line.length(); first++) {
            for (int second = first; second <= line.length(); second++) {
                told.clear();
                print("m", 1, line.substring(0, first));
                print("m", 2, line.substring(first, second));
                print("m", 3, line.substring(second));
                tellEnd("m");
                String shown = String.join("", messages()).replace("Finished module m", "");
                assertThat(shown.replace("[redacted][redacted]", "[redacted]")).isEqualTo(expected);
            }
        }
    }

    @Test
    void partsWithoutSecretsComeOutAsTheyWent() {
        String line = "a long line without any secret in it, st";
        print("m", 1, line);
        print("m", 2, "art again");
        tellEnd("m");
        assertThat(String.join("", messages()))
                .isEqualTo("a long line without any secret in it, start again" + "Finished module m");
        assertThat(told.stream().map(Event::part)).containsExactly(1, 2, 0);
    }

    @Test
    void theEndThatWasHeldBackComesBeforeTheModuleTellsAnythingElse() {
        print("m", 1, "it ends in stirring");
        print("other", 0, "in between");
        tellEnd("m");
        assertThat(messages()).containsExactly("it ends in ", "in between", "stirring", "Finished module m");
        assertThat(told.get(2)).isEqualTo(Event.output("m", 1, "stirring", 2, 0));
    }

    @Test
    void theEndThatWasHeldBackIsReleasedAtTheEnd() {
        print("m", 1, "it ends in stirring");
        redaction.release();
        redaction.release();
        assertThat(messages()).containsExactly("it ends in ", "stirring");
    }

    @Test
    void theNextLineDoesNotContinueTheOneBefore() {
        print("m", 1, "stirring");
        print("m", 0, "dullroots");
        print("m", 1, "stirring");
        print("m", 1, "dullroots");
        assertThat(messages()).containsExactly("", "stirring", "dullroots", "", "stirring", "dullroot");
    }

    @Test
    void modulesAreNotMixedUp() {
        print("a", 1, "stirring");
        print("b", 1, "stirring");
        print("a", 2, "dullroots");
        print("b", 2, "ful");
        tellEnd("a");
        assertThat(messages()).containsExactly("", "", "", "stirringful", "[redacted]", "Finished module a");
    }

    @Test
    void aTokenLongerThanManyPartsIsHiddenInAllOfThem() {
        String piece = "A".repeat(64 * 1024);
        print("m", 1, "x Bearer " + piece);
        for (int part = 2; part < 6; part++) {
            print("m", part, piece);
        }
        print("m", 6, "AAA, !");
        String shown = String.join("", messages());
        assertThat(shown).hasSizeLessThan(200);
        assertThat(shown.replace("[redacted]", "")).isEqualTo("x Bearer , !");
    }

    @Test
    void aPrivateKeyIsHiddenFromItsFirstLineToItsLast() {
        String body = Base64.getEncoder().encodeToString(new byte[48]);
        for (String line : List.of(
                "+ cat key",
                "-----BEGIN RSA PRIVATE KEY-----",
                "Proc-Type: 4,ENCRYPTED",
                "",
                body,
                "AAAA",
                "-----END RSA PRIVATE KEY----- bye",
                body)) {
            print("m", 0, line);
        }
        assertThat(messages())
                .containsExactly(
                        "+ cat key",
                        "[redacted]",
                        "[redacted]",
                        "",
                        "[redacted]",
                        "[redacted]",
                        "[redacted] bye",
                        body);
    }

    @Test
    void aKeyThatOnlyBeginsEndsAtTheFirstLineThatIsNoneOfIt() {
        print("m", 0, "-----BEGIN PRIVATE KEY-----");
        print("other", 0, "QUFBQQ==");
        print("m", 0, "Unpacking redis (7.0)");
        print("m", 0, "QUFBQQ==");
        assertThat(messages()).containsExactly("[redacted]", "QUFBQQ==", "Unpacking redis (7.0)", "QUFBQQ==");
    }

    @Test
    void aKeyOnALineThatIsCutIsHiddenToItsEnd() {
        print("m", 1, "k=-----BEGIN PRIV");
        print("m", 2, "ATE KEY-----\\nMIIEow");
        print("m", 3, "BBBBBB\\n-----END PRIVATE KEY-----; ");
        assertThat(String.join("", messages())).isEqualTo("k=[redacted]; ");
    }
}
