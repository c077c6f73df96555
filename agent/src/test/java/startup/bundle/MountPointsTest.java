package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointsTest {
    private static final String MOUNTINFO = """
            21 1 254:0 / / rw - ext4 /dev/vda rw
            30 21 254:0 /home /bundles/a/start-up-bundle/m/with\\040space rw,relatime - ext4 /dev/vda rw
            31 21 0:5 / /bundles/ab rw - tmpfs tmpfs rw
            """;

    @TempDir
    Path folder;

    @Test
    void onlyWhatIsMountedBelowIsToldAndEscapesAreRead() {
        assertThat(MountPoints.below("/bundles/a", MOUNTINFO))
                .containsExactly("/bundles/a/start-up-bundle/m/with space");
        assertThat(MountPoints.below("/bundles/ab", MOUNTINFO)).containsExactly("/bundles/ab");
        assertThat(MountPoints.below("/elsewhere", MOUNTINFO)).isEmpty();
    }

    @Test
    void aMountThatAModuleLeftIsNotEmptiedWithItsBundle() throws Exception {
        Path precious =
                Files.createFile(Files.createDirectory(folder.resolve("home")).resolve("precious"));
        Path bundle = Files.createDirectory(folder.resolve("bundle"));
        Path mounted = Files.createDirectory(bundle.resolve("mounted"));
        Files.createFile(bundle.resolve("file"));
        Assumptions.assumeTrue(
                run("mount", "--bind", folder.resolve("home").toString(), mounted.toString()), "mounting needs root");
        try {
            Removal.of(bundle);
            assertThat(precious).exists();
            assertThat(bundle.resolve("file")).doesNotExist();
        } finally {
            assertThat(run("umount", mounted.toString())).isTrue();
        }
        Removal.of(bundle);
        assertThat(bundle).doesNotExist();
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
