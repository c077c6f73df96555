package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The image that machines are booted from, which {@code image.sh} makes or has kept. Where it cannot be had the test is
 * skipped with the reason; CI fails.
 */
final class Image {
    static final Path SCRIPTS = Path.of("src", "first-boot").toAbsolutePath();

    /** In namespaces of its own, what a machine cannot be without. */
    private static final String TRY = """
            ip link set lo up
            mkdir lower upper work root cgroup
            mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work overlay root
            mount -t cgroup2 cgroup2 cgroup
            """;

    private Image() {}

    static Path prepared() throws IOException, InterruptedException {
        for (String program : new String[] {"bash", "unshare", "nsenter", "ip", "setpriv", "mmdebstrap", "flock"}) {
            Tools.find(program);
        }
        Path tried = Files.createTempDirectory("first-boot");
        Process trying = new ProcessBuilder("unshare", "--mount", "--net", "sh", "-ec", TRY)
                .directory(tried.toFile())
                .redirectErrorStream(true)
                .start();
        String why = new String(trying.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean can = trying.waitFor() == 0;
        new ProcessBuilder("rm", "-rf", "--one-file-system", tried.toString())
                .start()
                .waitFor();
        need(can, "only root boots a machine, where it may make namespaces, overlays and cgroups: " + why);
        Process making = new ProcessBuilder("bash", SCRIPTS.resolve("image.sh").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        need(making.waitFor() == 0, "image.sh made no image; its messages say why");
        return Path.of(path);
    }

    private static void need(boolean met, String reason) {
        if (System.getenv("CI") != null) {
            assertThat(met).as(reason).isTrue();
        }
        assumeTrue(met, reason);
    }
}
