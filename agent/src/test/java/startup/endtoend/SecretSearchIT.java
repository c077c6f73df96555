package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.aws.RecordedRequest;
import startup.aws.S3Server;
import startup.base.RealTools;

/**
 * A module prints every secret that the agent was given, in every form; while it runs and afterwards nobody finds one.
 * It carries what it prints in octal, since an unpacked bundle is its author's.
 */
class SecretSearchIT {
    private static final String PASSWORD = "stirring+dull/roots%100&";
    private static final String SIGNATURE = "fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024";
    private static final String LENT = "token/of+the/presigned+URL/EXAMPLE==";
    private static final String TOLD = "all is told";

    @TempDir
    Path folder;

    private LoopbackCloud cloud;
    private AgentJar agent;
    private Shell shell;
    private final CountDownLatch told = new CountDownLatch(1);
    private final Map<String, String> secrets = new LinkedHashMap<>();

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        RealTools.need("bash", "openssl", "tar", "mkfifo");
        cloud = new LoopbackCloud();
        cloud.s3().faults(this::hear);
        shell = new Shell(folder);
        shell.run("mkfifo go");
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        agent = new AgentJar(folder)
                .environment(cloud.environment())
                .environment("GO", folder.resolve("go").toString());
        secrets.put("the password", PASSWORD);
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    /** Waits for the segment in which the module says that it has printed all. */
    private Optional<String> hear(RecordedRequest request) {
        try {
            if (request.method().equals("PUT")
                    && request.key().contains("/events/")
                    && DeliveredLog.text(request.key(), request.body()).contains(TOLD)) {
                told.countDown();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Optional.empty();
    }

    private Path bundle() throws IOException, InterruptedException {
        BundleFolder bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        StringBuilder octal = new StringBuilder();
        for (String form : new SecretSearch(secrets).forms()) {
            for (byte each : ("It is " + form + " indeed\n").getBytes(StandardCharsets.UTF_8)) {
                octal.append(String.format("\\0%03o", each));
            }
        }
        bundle.file("a/lines", octal + "\n");
        bundle.module("a", "printf '%b' \"$(<lines)\"\necho\necho " + TOLD + "\nread -r _ < \"$GO\"\n");
        return bundle.through(
                "openssl enc -aes-256-cbc -md sha256 -pass file:" + folder.resolve("password") + " 2>/dev/null");
    }

    /** The key source of that kind; the bundle is in S3, so that the agent knows the role's credentials too. */
    private String key(String scheme) throws IOException, InterruptedException {
        secrets.put("the secret access key", S3Server.SECRET_KEY);
        secrets.put("the session token", LoopbackCloud.SESSION_TOKEN);
        cloud.s3().put(LoopbackCloud.BUNDLES, "web.bundle", Files.readAllBytes(bundle()));
        agent.environment("STARTUP_OPT_BUNDLE", "s3://" + LoopbackCloud.BUNDLES + "/web.bundle");
        Path file = folder.resolve("password");
        return switch (scheme) {
            case "env" -> {
                agent.environment("BUNDLE_PASSWORD", PASSWORD);
                yield "env:BUNDLE_PASSWORD";
            }
            case "file" -> "file:" + file;
            case "fd" -> {
                agent.behind("bash", "-c", "exec 9< \"$0\"; exec \"$@\"", file.toString());
                yield "fd:9";
            }
            case "pass" -> "pass:" + PASSWORD;
            default -> cloud.keep(scheme, PASSWORD);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "file", "fd", "pass", "imds-tag", "ssm", "secretsmanager", "kms"})
    void noSecretIsFoundWhileTheBundleIsOpenedBy(String scheme) throws Exception {
        String key = key(scheme);
        runAndSearch("--key", key);
    }

    @Test
    void noSecretOfAPresignedUrlIsFound() throws Exception {
        secrets.put("the signature", SIGNATURE);
        secrets.put("the lent token", LENT);
        try (CuttingServer server = new CuttingServer(bundle(), 0)) {
            agent.environment(
                    "STARTUP_OPT_BUNDLE",
                    server.url() + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Security-Token="
                            + URLEncoder.encode(LENT, StandardCharsets.UTF_8)
                            + "&X-Amz-SignedHeaders=host&X-Amz-Signature=" + SIGNATURE);
            runAndSearch("--key", "file:" + folder.resolve("password"));
        }
    }

    private void runAndSearch(String... key) throws Exception {
        AgentJar.Started started =
                agent.start(key[0], key[1], "--logs", "s3://" + LoopbackCloud.LOGS + "/boot", "--debug");
        boolean heard = told.await(1, TimeUnit.MINUTES);
        List<ProcessHandle> modules = started.process().descendants().toList();
        SecretSearch during = new SecretSearch(secrets);
        for (ProcessHandle module : modules) {
            during.look(module);
        }
        lookEverywhere(during, started);
        shell.run("echo > go");
        AgentJar.Outcome outcome = started.await();
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(heard).isTrue();
        assertThat(modules).isNotEmpty();
        assertThat(during.found()).isEmpty();

        SecretSearch after = new SecretSearch(secrets);
        lookEverywhere(after, started);
        assertThat(after.found()).isEmpty();
        String run = String.valueOf(agent.lastRun().getFileName());
        assertThat(delivered().printed(run, "a"))
                .filteredOn(line -> line.startsWith("It is "))
                .hasSameSizeAs(after.forms())
                .allMatch(line -> line.contains("[redacted]") && line.endsWith(" indeed"));
        assertThat(cloud.s3().objections()).isEmpty();
    }

    private void lookEverywhere(SecretSearch search, AgentJar.Started started) throws IOException {
        search.lookBelow(agent.state());
        search.look(started.out());
        search.look(started.err());
        search.look(delivered());
    }

    private DeliveredLog delivered() throws IOException {
        return DeliveredLog.in(cloud.s3(), LoopbackCloud.LOGS, "boot/");
    }
}
