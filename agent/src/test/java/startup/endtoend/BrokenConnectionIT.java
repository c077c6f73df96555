package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RealTools;

/** A large bundle over a bad network. */
class BrokenConnectionIT {
    @TempDir
    Path folder;

    @Test
    void aBundleOf200MegabytesWhoseConnectionIsCutFiveTimesBootsAllTheSame() throws Exception {
        RealTools.need("bash", "openssl", "tar", "sha256sum", "head");
        BundleFolder bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("a", "sha256sum < payload > \"$WITNESS\"\n");
        new Shell(bundle.folder()).run("head -c 200M /dev/urandom > a/payload");
        Path sealed = bundle.sealed();
        String digest = new Shell(folder)
                .run("sha256sum < \"$1\" | cut -d' ' -f1", sealed.toString())
                .strip();
        Path witness = folder.resolve("witness");
        AgentJar agent = new AgentJar(folder)
                .jvm("-Xmx64m")
                .environment("PASSWORD", BundleFolder.PASSWORD)
                .environment("WITNESS", witness.toString());
        try (CuttingServer server = new CuttingServer(sealed, 5)) {
            AgentJar.Outcome outcome = agent.run("--bundle", server.url(), "--key", "env:PASSWORD", "--sha256", digest);
            assertThat(outcome.exit()).as(outcome.all()).isZero();
            assertThat(outcome.err()
                            .lines()
                            .filter(line -> line.contains("esum"))
                            .count())
                    .as(outcome.err())
                    .isGreaterThanOrEqualTo(5);
        }
        assertThat(Files.readString(witness)).isEqualTo(new Shell(bundle.folder()).run("sha256sum < a/payload"));
        assertThat(Files.readString(agent.lastRun().resolve("events.ndjson"))).contains("\"fetch.resumed\"");
    }
}
