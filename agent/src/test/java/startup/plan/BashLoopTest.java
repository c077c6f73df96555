package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle without manifests runs as the loop ran it: the glob of the real bash is the judge. */
class BashLoopTest {
    private static final String GLOB = "for i in */start-up.sh; do printf '%s\\n' \"${i%/start-up.sh}\"; done";

    @TempDir
    Path folder;

    @Test
    void theOrderIsThatOfTheGlob() throws IOException, InterruptedException {
        BundleFolder bundle = new BundleFolder(folder);
        for (String name : List.of(
                "java",
                "java-tools",
                "java.d",
                "java0",
                "java_",
                "Java",
                "JAVA",
                "javac",
                "j",
                "10",
                "9",
                "09",
                "_x",
                "~",
                "!",
                "#1",
                "$HOME",
                "*",
                "?",
                "[ab]",
                "a b",
                "a",
                "a'b",
                "a\"b",
                "a\\b",
                "{a,b}",
                "é",
                "e\u0301",
                "z",
                "ÿ",
                "日本",
                "\uffff",
                "\ud83d\ude00",
                "@",
                "a@b",
                "%41",
                "a%",
                "+",
                "a/../b".replace('/', ':'))) {
            bundle.module(name);
        }
        assertSameAsGlob(bundle);
    }

    @Test
    void theOrderIsThatOfTheGlobForRandomNames() throws IOException, InterruptedException {
        String alphabet = "-./_0aAzé\u0080ÿ \ud7ff\ue000".replace("/", "");
        Random random = new Random(7);
        BundleFolder bundle = new BundleFolder(folder);
        for (int i = 0; i < 400; i++) {
            StringBuilder name = new StringBuilder("x");
            for (int length = random.nextInt(5); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            bundle.module(name.toString().replace('\u0080', '\u0100'));
        }
        assertSameAsGlob(bundle);
    }

    @Test
    void whatTheGlobFindsIsFoundAndNothingElse() throws IOException, InterruptedException {
        BundleFolder bundle =
                new BundleFolder(folder).module("a").module(".hidden").module("deep/er");
        Files.createDirectory(folder.resolve("no-script"));
        Files.writeString(folder.resolve("file"), "");
        Files.createSymbolicLink(folder.resolve("link-to-module"), Path.of("a"));
        Files.createSymbolicLink(folder.resolve("link-to-nowhere"), Path.of("nowhere"));
        Files.createDirectory(folder.resolve("script-to-come"));
        Files.createSymbolicLink(folder.resolve("script-to-come/start-up.sh"), Path.of("/nowhere/yet.sh"));
        assertSameAsGlob(bundle);
        assertThat(BundleFolder.names(bundle.plan())).containsExactly("a", "link-to-module", "script-to-come");
    }

    @Test
    void namesThatAreNoUtf8KeepTheirPlaceAndTheirBytes() throws IOException, InterruptedException {
        Bash.run(
                folder,
                "for i in caf$'\\xe9' caf$'\\xe8'x caf\u00e9 cafz $'\\xff' $'\\xc3'; do mkdir \"$i\"; >\"$i/start-up.sh\"; done");
        Plan plan = new BundleFolder(folder).plan();
        assertThat(BundleFolder.names(plan)).containsExactly("cafz", "café", "caf\\xE8x", "caf\\xE9", "\\xC3", "\\xFF");
        assertThat(plan.modules())
                .allMatch(module -> Files.exists(module.folder().resolve("start-up.sh")));
    }

    private void assertSameAsGlob(BundleFolder bundle) throws IOException, InterruptedException {
        String printed = Bash.run(folder, GLOB);
        List<String> names = new String(printed.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(BundleFolder.names(bundle.plan())).isEqualTo(names);
    }
}
