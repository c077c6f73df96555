package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;

/** As at boot, as somebody else, and on a disk that is full: each in a process of its own. */
class OtherCircumstancesTest {
    private static final String BYTES =
            "mkdir -p $'tree/caf\\xc3\\xa9/\\xe9t\\xe9'; printf a > $'tree/caf\\xc3\\xa9/\\xe9t\\xe9/\\xff';"
                    + " printf b > 'tree/grüße 日本'; ln -s $'caf\\xc3\\xa9/\\xe9t\\xe9' $'tree/\\xe8';"
                    + " ln -s $'../\\xe9//x/' tree/odd; ln $'tree/caf\\xc3\\xa9/\\xe9t\\xe9/\\xff' $'tree/\\xe7';"
                    + " find tree -exec touch -hd '2026-01-02 03:04:05 UTC' {} +;";

    @TempDir
    private Path folder;

    @BeforeEach
    void letOthersIn() throws Exception {
        Tools.bash(folder, "chmod 755 .");
    }

    @AfterEach
    void deleteLinksThatLeadOut() throws Exception {
        Tools.bash(folder, "rm -rf ./*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format=gnu", "--format=posix", "directory"})
    void namesOfAnyBytesAreKeptInThePosixLocale(String format) throws Exception {
        Tools.bash(folder, BYTES + "mkdir bundles");
        boolean directory = format.equals("directory");
        Tools.bash(
                folder,
                directory ? "mkdir in; mv tree in" : "tar cf archive " + format + " tree; mkdir in; mv tree in");
        String command = java(folder.resolve(directory ? "in" : "archive"), "");
        Instant unpacked = Instant.now();
        Tools.bash(folder, "LC_ALL=POSIX " + command);
        assertThat(Trees.of(folder.resolve("bundles/target"), unpacked))
                .isEqualTo(Trees.of(folder.resolve("in"), unpacked))
                .contains("M-CM-)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"022", "077", "002", "027"})
    void whoIsNotRootGetsWhatTarGivesThem(String umask) throws Exception {
        assumeTrue(Tools.isRoot(), "only root can become somebody else");
        Tools.need("setpriv");
        Tools.bash(
                folder,
                "mkdir -p tree/a/b tree/locked tree/tmp; printf x > tree/a/b/x; chmod 4755 tree/a/b/x; printf y > tree/y;"
                        + " chmod 0 tree/y; printf z > tree/locked/z; chmod 222 tree/locked/z; ln -s ../y tree/a/l;"
                        + " ln tree/y tree/locked/y; chmod 1777 tree/tmp; chmod 555 tree/locked; chmod 775 tree/a;"
                        + " find tree -exec touch -hd '2026-01-02 03:04:05.25 UTC' {} +;"
                        + " tar cf archive --owner=daemon tree; mkdir out; chmod 777 out; chmod 644 archive");
        String command = java(folder.resolve("archive"), copyOfClasses());
        Instant unpacked = Instant.now();
        String become = "setpriv --reuid=65534 --regid=65534 --clear-groups bash -c 'umask " + umask + "; ";
        Tools.bash(
                folder,
                become + "mkdir out/bundles out/expected; tar x -C out/expected < archive; "
                        + command.replace("bundles", "out/bundles") + "'");
        assertThat(Trees.of(folder.resolve("out/bundles/target"), unpacked))
                .isEqualTo(Trees.of(folder.resolve("out/expected"), unpacked));
    }

    @Test
    void whoMayNotWriteThereIsToldSo() throws Exception {
        assumeTrue(Tools.isRoot(), "only root can become somebody else");
        Tools.need("setpriv");
        Tools.bash(folder, "printf x > x; tar cf archive x; mkdir bundles; chmod 644 archive");
        String command = java(folder.resolve("archive"), copyOfClasses());
        assertThat(Tools.bash(
                        folder, "setpriv --reuid=65534 --regid=65534 --clear-groups " + command + " || echo exit $?"))
                .contains("MACHINE")
                .contains("Permission denied. Run the agent as a user who may write there")
                .endsWith("exit 15\n");
    }

    @Test
    void aDiskThatIsFullIsNamedAndLeftEmpty() throws Exception {
        assumeTrue(Tools.isRoot(), "only root can mount a small disk");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                Tools.bash(folder, "mount -t tmpfs -o size=1m tmpfs disk 2>&1 || true")
                        .isEmpty(),
                "no right to mount");
        try {
            byte[] large =
                    new HandMadeTar().entry('0', "m/large", new byte[3_000_000]).bytes();
            byte[] many = manyFiles();
            for (byte[] archive : List.of(large, many)) {
                try (Staging staging = Staging.in(disk)) {
                    AgentException fault = fault(archive, staging);
                    assertThat(fault.status()).isEqualTo(ExitStatus.MACHINE);
                    assertThat(fault)
                            .hasMessageContaining("/m/")
                            .hasMessageContaining("No space left on device. Make room");
                }
                assertThat(Trees.names(disk)).isEmpty();
            }
        } finally {
            Tools.bash(folder, "umount disk");
        }
    }

    private static byte[] manyFiles() {
        HandMadeTar tar = new HandMadeTar();
        for (int i = 0; i < 1000; i++) {
            tar.file("m/file" + i, "x".repeat(4000));
        }
        return tar.bytes();
    }

    private static AgentException fault(byte[] archive, Staging staging) {
        DiskSpace plenty = new DiskSpace() {
            @Override
            public long usable() {
                return Long.MAX_VALUE;
            }

            @Override
            public long total() {
                return Long.MAX_VALUE;
            }
        };
        return (AgentException) catchThrowable(() -> new Unpacker(Limits.DEFAULT, plenty, new RecordedEvents())
                .unpack(new ByteArrayInputStream(archive), staging.folder()));
    }

    @Test
    void zstdInAFolderThatAllowsNoProgramsIsNamed() throws Exception {
        assumeTrue(Tools.isRoot(), "only root can mount such a disk");
        Tools.need("zstd");
        Files.createDirectory(folder.resolve("bundles"));
        assumeTrue(
                Tools.bash(folder, "mount -t tmpfs -o noexec tmpfs bundles 2>&1 || true")
                        .isEmpty(),
                "no right to mount");
        try {
            Tools.bash(folder, "printf x > x; tar c x | zstd > archive");
            assertThat(Tools.bash(folder, java(folder.resolve("archive"), "") + " || echo exit $?"))
                    .contains("zstd's library could not be loaded from")
                    .contains("mounted noexec")
                    .endsWith("exit 15\n");
            assertThat(Trees.names(folder.resolve("bundles"))).isEmpty();
        } finally {
            Tools.bash(folder, "umount bundles");
        }
    }

    @Test
    void aSmallHeapIsEnoughForALargeBundle() throws Exception {
        Tools.bash(
                folder,
                "mkdir bundles; truncate -s 200M big; seq 3000 | xargs -I N touch fN; tar cf archive big f*; rm f* big");
        Tools.bash(folder, java(folder.resolve("archive"), "").replace(" -cp ", " -Xmx24m -cp "));
        assertThat(Files.size(folder.resolve("bundles/target/big"))).isEqualTo(200L << 20);
    }

    private static String java(Path source, String classPath) {
        String path = classPath.isEmpty() ? System.getProperty("java.class.path") : classPath;
        return Path.of(System.getProperty("java.home"), "bin/java") + " -cp " + path + " " + UnpackMain.class.getName()
                + " " + source + " bundles bundles/target";
    }

    /** Where anybody can read them. */
    private String copyOfClasses() throws IOException, InterruptedException {
        List<String> places = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(":", -1)) {
            String name = Path.of(place).getFileName().toString();
            if (name.contains("classes") || name.startsWith("commons-")) {
                places.add(place);
            }
        }
        StringBuilder copies = new StringBuilder();
        int number = 0;
        for (String place : places) {
            Path copy = folder.resolve("lib" + number++ + (place.endsWith(".jar") ? ".jar" : ""));
            Tools.bash(folder, "cp -r " + place + " " + copy + "; chmod -R a+rX " + copy);
            copies.append(copies.length() == 0 ? "" : ":").append(copy);
        }
        return copies.toString();
    }
}
