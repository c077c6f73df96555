package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** Files that the real age of this machine made, for keys that age-keygen and ssh-keygen made. */
class AgeToolTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000})
    void whatAgeSealedToAnIdentityComesOutWhole(int length) throws Exception {
        String identity = identity();
        byte[] plain = Arrays.copyOf(Plain.tar(length), length);
        for (String armor : List.of("", "-a")) {
            Unsealed unsealed = Opening.with(identity).open(age(plain, armor, "-r", recipient(identity)));
            assertThat(unsealed.plaintext().readAllBytes()).isEqualTo(plain);
            assertThat(unsealed.seal().describe())
                    .isEqualTo("age, 1 recipient (X25519)" + (armor.isEmpty() ? "" : ", armored"));
            assertThat(unsealed.seal().isProof()).isFalse();
        }
    }

    @Test
    void whatAgeSealedToAnSshKeyComesOutWhole() throws Exception {
        String key = sshKey("ed25519", "");
        byte[] plain = Plain.tar(100_000);
        Unsealed unsealed = Opening.with(key)
                .open(age(plain, "-R", folder.resolve("ed25519.pub").toString()));
        assertThat(unsealed.plaintext().readAllBytes()).isEqualTo(plain);
        assertThat(unsealed.seal().describe()).isEqualTo("age, 1 recipient (ssh-ed25519)");
    }

    @Test
    void anyOfSeveralRecipientsOpensIt() throws Exception {
        String first = identity();
        String second = identity();
        String ssh = sshKey("ed25519", "");
        byte[] plain = Plain.tar(10);
        byte[] sealed = age(
                plain,
                "-r",
                recipient(first),
                "-r",
                recipient(second),
                "-R",
                folder.resolve("ed25519.pub").toString());
        for (String key : List.of(first, second, ssh)) {
            assertThat(Opening.with(key).read(sealed)).isEqualTo(plain);
            assertThat(Opening.with("some password", identity(), key).read(sealed))
                    .isEqualTo(plain);
        }
        assertThat(new SealInspector(SealPins.NONE)
                        .inspect(new TrickleStream(sealed))
                        .seal()
                        .describe())
                .isEqualTo("age, 3 recipients (X25519, ssh-ed25519)");
    }

    @Test
    void anIdentityFileWithCommentsAndSeveralIdentitiesIsRead() throws Exception {
        String mine = identity();
        byte[] sealed = age(Plain.tar(1), "-r", recipient(mine));
        String file = "# created: today\r\n\r\n" + secretLine(identity()) + "\r\n# mine\n" + secretLine(mine) + "  \n";
        assertThat(Opening.with(file).read(sealed)).isEqualTo(Plain.tar(1));
    }

    @Test
    void anotherIdentityIsAWrongKey() throws Exception {
        byte[] sealed = age(Plain.tar(1), "-r", recipient(identity()));
        assertRefused(sealed, Opening.with(identity()), ExitStatus.NOT_PROVEN, "no identity given opens it");
        assertRefused(sealed, Opening.with(sshKey("other", "")), ExitStatus.NOT_PROVEN, "no identity given opens it");
    }

    @Test
    void aPasswordForRecipientsIsToldApart() throws Exception {
        byte[] sealed = age(Plain.tar(1), "-r", recipient(identity()));
        assertRefused(sealed, Opening.with("password"), ExitStatus.NOT_PROVEN, "the key given is a password");
    }

    @Test
    void withoutAKeyItSaysWhoCanOpenIt() throws Exception {
        byte[] sealed = age(Plain.tar(1), "-r", recipient(identity()));
        assertRefused(
                sealed,
                Opening.withoutKey(),
                ExitStatus.NO_KEY,
                "sealed (age, 1 recipient (X25519)) and no key",
                "--key");
    }

    @Test
    void anSshKeyThatHasItsOwnPasswordIsRefusedByName() throws Exception {
        String key = sshKey("locked", "stirring");
        byte[] sealed = age(Plain.tar(1), "-R", folder.resolve("locked.pub").toString());
        assertRefused(sealed, Opening.with(key), ExitStatus.NO_KEY, "itself protected by a password");
    }

    @Test
    void anSshKeyOfAnotherKindIsRefusedByName() throws Exception {
        Tool.named("ssh-keygen")
                .run(
                        "-q",
                        "-t",
                        "ecdsa",
                        "-N",
                        "",
                        "-f",
                        folder.resolve("ecdsa").toString());
        String key = Files.readString(folder.resolve("ecdsa"));
        byte[] sealed = age(Plain.tar(1), "-r", recipient(identity()));
        assertRefused(sealed, Opening.with(key), ExitStatus.NO_KEY, "no ssh-ed25519 key");
    }

    @Test
    void cutShortAnywhereItIsNeverAGoodEnd() throws Exception {
        String identity = identity();
        for (String armor : List.of("", "-a")) {
            byte[] sealed = age(new byte[70], armor, "-r", recipient(identity));
            int whole = armor.isEmpty() ? sealed.length : sealed.length - 1;
            for (int length = 1; length < whole; length++) {
                assertRefused(Arrays.copyOf(sealed, length), Opening.with(identity), ExitStatus.NOT_PROVEN, "");
            }
        }
    }

    @Test
    void aChangedBitAnywhereIsNeverAGoodEnd() throws Exception {
        String identity = identity();
        byte[] sealed = age(new byte[70], "-r", recipient(identity));
        for (int at = 0; at < sealed.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = sealed.clone();
                changed[at] ^= (byte) (1 << bit);
                assertFails(changed, identity);
            }
        }
    }

    @Test
    void aChangedBitInAnyLetterOfArmorNeverYieldsOtherBytes() throws Exception {
        String identity = identity();
        byte[] sealed = age(new byte[70], "-a", "-r", recipient(identity));
        for (int at = 0; at < sealed.length - 1; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= (byte) (1 << at % 8);
            assertFails(changed, identity);
        }
    }

    /** Either it is refused, or it no longer looks sealed: then it passes as it is, and is no tar. */
    private static void assertFails(byte[] changed, String identity) throws Exception {
        try {
            Unsealed unsealed = Opening.with(identity).open(changed);
            byte[] plain = unsealed.plaintext().readAllBytes();
            assertThat(unsealed.seal()).isEqualTo(new NoSeal());
            assertThat(Plain.recognises(plain, plain.length)).isFalse();
        } catch (AgentException e) {
            assertThat(e.status()).isIn(ExitStatus.NOT_PROVEN, ExitStatus.REFUSED);
        }
    }

    private byte[] age(byte[] plain, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-e"));
        for (String option : options) {
            if (!option.isEmpty()) {
                arguments.add(option);
            }
        }
        return Tool.named("age").run(plain, arguments);
    }

    private static String identity() throws Exception {
        return new String(Tool.named("age-keygen").run(), StandardCharsets.US_ASCII);
    }

    private static String recipient(String identity) throws Exception {
        byte[] file = identity.getBytes(StandardCharsets.US_ASCII);
        return new String(Tool.named("age-keygen").run(file, List.of("-y")), StandardCharsets.US_ASCII).strip();
    }

    private static String secretLine(String identity) {
        return identity.substring(identity.indexOf("AGE-SECRET-KEY-1")).strip();
    }

    private String sshKey(String name, String password) throws Exception {
        Path file = folder.resolve(name);
        Tool.named("ssh-keygen").run("-q", "-t", "ed25519", "-N", password, "-f", file.toString());
        return Files.readString(file);
    }

    private static void assertRefused(byte[] sealed, Opening opening, ExitStatus status, String... words) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> opening.read(sealed))
                .satisfies(e -> assertThat(e.status()).isEqualTo(status))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }
}
