package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleDigestsTest {
    @TempDir
    Path folder;

    private Path bundle;
    private Path modules;

    @BeforeEach
    void makeABundle() throws IOException {
        bundle = fill(folder.resolve("bundle"));
        modules = bundle.resolve("start-up-bundle");
    }

    private static Path fill(Path bundle) throws IOException {
        Path modules = Files.createDirectories(bundle.resolve("start-up-bundle"));
        new BundleFolder(modules)
                .module("base")
                .module("db", "requires: [base]\nenv: {A: '1', B: '2'}\n")
                .module("web", "requires: [db]\n")
                .module("other", "requires: []\n");
        Files.createDirectories(modules.resolve("lib"));
        Files.writeString(modules.resolve("lib/common.sh"), "true\n");
        Files.createSymbolicLink(modules.resolve("base/link"), Path.of("/nowhere"));
        Files.writeString(Files.createDirectories(modules.resolve("base/sub")).resolve("é"), "x");
        return bundle;
    }

    @Test
    void neitherTimeNorPlaceNorTheOrderOfMakingChangesADigest() throws IOException {
        Map<String, ModuleDigest> before = digests();
        Files.setLastModifiedTime(modules.resolve("base/start-up.sh"), FileTime.fromMillis(0));
        Files.move(modules.resolve("base/start-up.sh"), modules.resolve("base/x"));
        Files.copy(modules.resolve("base/x"), modules.resolve("base/start-up.sh"));
        Files.delete(modules.resolve("base/x"));
        assertThat(digests()).isEqualTo(before).hasSize(4);
        assertThat(digests(fill(folder.resolve("elsewhere")))).isEqualTo(before);
    }

    @Test
    void aChangeReachesTheModuleAndAllThatRequireItAndNoOther() throws IOException {
        Map<String, ModuleDigest> before = digests();
        Files.writeString(modules.resolve("base/start-up.sh"), "false");
        changed(before, "base", "db", "web");
        before = digests();
        Files.writeString(modules.resolve("db/more"), "");
        changed(before, "db", "web");
        before = digests();
        Files.setPosixFilePermissions(modules.resolve("web/start-up.sh"), PosixFilePermissions.fromString("rwx------"));
        changed(before, "web");
    }

    @Test
    void namesModesOfFoldersAndWhereLinksLeadCount() throws IOException {
        Map<String, ModuleDigest> before = digests();
        Files.setPosixFilePermissions(modules.resolve("other"), PosixFilePermissions.fromString("rwx------"));
        changed(before, "other");
        before = digests();
        Files.move(modules.resolve("base/sub/é"), modules.resolve("base/sub/è"));
        changed(before, "base", "db", "web");
        before = digests();
        Files.delete(modules.resolve("base/link"));
        Files.createSymbolicLink(modules.resolve("base/link"), Path.of("/elsewhere"));
        changed(before, "base", "db", "web");
        before = digests();
        Files.createDirectory(modules.resolve("web/empty"));
        changed(before, "web");
    }

    @Test
    void whatBelongsToNoModuleCountsForAll() throws IOException {
        Map<String, ModuleDigest> before = digests();
        Files.writeString(modules.resolve("lib/common.sh"), "false\n");
        changed(before, "base", "db", "web", "other");
        before = digests();
        Files.writeString(bundle.resolve("beside"), "");
        changed(before, "base", "db", "web", "other");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "1");
        Files.createSymbolicLink(modules.resolve("other/outside"), outside);
        Map<String, ModuleDigest> before = digests();
        Files.writeString(outside, "2");
        changed(before);
    }

    @Test
    void aModuleThatIsALinkIntoTheBundleIsWhatItLeadsTo() throws IOException {
        Path real = Files.createDirectories(bundle.resolve("real"));
        Files.writeString(real.resolve("start-up.sh"), "true\n");
        Files.writeString(real.resolve("module.yaml"), "requires: []\n");
        Files.createSymbolicLink(modules.resolve("linked"), Path.of("../real"));
        Map<String, ModuleDigest> before = digests();
        Files.writeString(real.resolve("start-up.sh"), "false\n");
        changed(before, "linked");
    }

    @Test
    void anOrderOfVariablesDoesNotCountButTheirValuesDo() throws IOException {
        ModuleDigest before = digestWith(Map.of("A", "1", "B", "2"));
        assertThat(digestWith(new TreeMap<>(Map.of("B", "2", "A", "1")))).isEqualTo(before);
        assertThat(digestWith(Map.of("A", "1", "B", "3"))).isNotEqualTo(before);
        assertThat(digestWith(Map.of("A", "1B2"))).isNotEqualTo(before);
    }

    @Test
    void aDigestIsWhatItsPageSaysByteForByte() throws IOException {
        Path top = folder.resolve("one");
        Path one = Files.createDirectories(top.resolve("m"));
        Files.writeString(one.resolve("start-up.sh"), "true\n");
        Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(one.resolve("start-up.sh"), PosixFilePermissions.fromString("rw-r--r--"));
        byte[] content = sha256("true\n".getBytes(StandardCharsets.UTF_8));
        String tree = "000001ed" + "66" + "00000001" + "0000000b" + hex("start-up.sh") + "000001a4"
                + HexFormat.of().formatHex(content);
        String module =
                "00000016" + hex("startup-agent module 1") + digestOf(tree) + digestOf("") + "00000000" + "00000000";
        assertThat(ModuleDigests.of(top, new BundleFolder(top).plan()).get("m")).hasToString(digestOf(module));
    }

    @Test
    void aPipeThatAModuleLeftIsNotOpened() throws Exception {
        Process mkfifo =
                new ProcessBuilder("mkfifo", modules.resolve("other/pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        Map<String, ModuleDigest> before = digests();
        Files.delete(modules.resolve("other/pipe"));
        changed(before, "other");
    }

    @Test
    void anAgentThatIsToldToStopStopsComparing() throws IOException {
        Plan plan = new BundleFolder(modules).plan();
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> ModuleDigests.of(bundle, plan));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void onlyWhatIsADigestIsReadAsOne() {
        assertThat(ModuleDigest.parse("0a".repeat(32))).isPresent();
        assertThat(ModuleDigest.parse("0A".repeat(32))).isEmpty();
        assertThat(ModuleDigest.parse("0a")).isEmpty();
    }

    private ModuleDigest digestWith(Map<String, String> env) throws IOException {
        String yaml = "requires: []\n";
        Files.writeString(modules.resolve("other/module.yaml"), yaml);
        Plan plan = new BundleFolder(modules).plan();
        PlannedModule other = BundleFolder.named(plan, "other");
        Manifest its = other.manifestOrDefaults();
        Manifest withEnv = new Manifest(
                its.description(),
                its.requires(),
                its.after(),
                its.locks(),
                its.essential(),
                its.timeout(),
                its.retry(),
                its.checkInterval(),
                its.when(),
                its.trace(),
                env);
        PlannedModule changed =
                new PlannedModule("other", other.folder(), Optional.of(withEnv), other.waitsFor(), other.timeout());
        ModuleDigest digest = ModuleDigests.of(bundle, new Plan(plan.folder(), List.of(changed)))
                .get("other");
        assertThat(digest).isNotNull();
        return digest == null ? ModuleDigest.of(new byte[0]) : digest;
    }

    private void changed(Map<String, ModuleDigest> before, String... expected) throws IOException {
        Map<String, ModuleDigest> after = digests();
        assertThat(after.keySet().stream().filter(name -> !Objects.equals(after.get(name), before.get(name))))
                .containsExactlyInAnyOrder(expected);
    }

    private Map<String, ModuleDigest> digests() throws IOException {
        return digests(bundle);
    }

    private static Map<String, ModuleDigest> digests(Path bundle) throws IOException {
        assertThat(Files.exists(bundle, LinkOption.NOFOLLOW_LINKS)).isTrue();
        return ModuleDigests.of(bundle, new BundleFolder(bundle.resolve("start-up-bundle")).plan());
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digestOf(String hex) {
        return HexFormat.of().formatHex(sha256(HexFormat.of().parseHex(hex)));
    }

    private static byte[] sha256(byte[] bytes) {
        return Digest.sha256().digest(bytes);
    }
}
