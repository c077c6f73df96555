package startup.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.aws.RecordedRequest;
import startup.aws.S3Server;
import startup.base.RealTools;

/** A sealed bundle in a private bucket, booted on an instance that has a role and nothing else. */
class S3BootIT {
    private static final String URL = "s3://" + LoopbackCloud.BUNDLES + "/web/bundle.enc";

    @TempDir
    Path folder;

    private LoopbackCloud cloud;
    private AgentJar agent;
    private byte[] sealed;

    @BeforeEach
    void uploadTheBundle() throws IOException, InterruptedException {
        RealTools.need("bash", "openssl", "tar", "env", "head");
        cloud = new LoopbackCloud();
        BundleFolder bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("a", "env -0 > \"$WITNESS\"\n");
        new Shell(bundle.folder()).run("head -c 300k /dev/urandom > a/payload");
        sealed = Files.readAllBytes(bundle.sealed());
        cloud.s3().put(LoopbackCloud.BUNDLES, "web/bundle.enc", sealed);
        agent = new AgentJar(folder)
                .environment(cloud.environment())
                .environment("WITNESS", witness().toString())
                .environment("PASSWORD", BundleFolder.PASSWORD);
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    private Path witness() {
        return folder.resolve("witness");
    }

    private List<String> variables() throws IOException {
        return List.of(Files.readString(witness()).split("\0"));
    }

    private void assertRefused(AgentJar.Outcome outcome, int exit) throws IOException {
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(exit);
        assertThat(witness()).doesNotExist();
        try (var left = Files.list(agent.state().resolve("bundles"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theRoleFetchesItAndModulesKnowWhichInstanceTheyAreOn() throws Exception {
        cloud.metadata().tag("Role", "web").tag("acme:stage", "test 1");
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--key", "env:PASSWORD");

        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(variables())
                .contains(
                        "STARTUP_INSTANCE_ID=" + LoopbackCloud.INSTANCE,
                        "STARTUP_REGION=eu-west-1",
                        "STARTUP_AVAILABILITY_ZONE=eu-west-1a",
                        "STARTUP_INSTANCE_TYPE=t3.micro",
                        "STARTUP_TAG_Role=web",
                        "STARTUP_TAG_acme_stage=test 1");
        assertThat(cloud.s3().objections()).isEmpty();
        assertThat(cloud.s3().requests())
                .hasSize(1)
                .allMatch(asked -> asked.header("X-Amz-Security-Token").isPresent());
        assertThat(Files.readString(agent.lastRun().resolve("verdict.json")))
                .contains("\"instance\":\"" + LoopbackCloud.INSTANCE + "\"");
        assertThat(Files.readString(agent.lastRun().resolve("metadata.json"))).contains("\"Role\":\"web\"");
    }

    @Test
    void aTagThatIsTheKeyOpensTheBundleAndIsShownToNobody() throws Exception {
        cloud.metadata().tag("Role", "web");
        String key = cloud.keep("imds-tag", BundleFolder.PASSWORD);
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--key", key);

        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(outcome.err()).contains("every process").doesNotContain(BundleFolder.PASSWORD);
        assertThat(variables())
                .contains("STARTUP_TAG_Role=web")
                .noneMatch(variable -> variable.startsWith("STARTUP_TAG_BundleKey"));
        assertThat(Files.readString(agent.lastRun().resolve("metadata.json")))
                .contains("\"Role\":\"web\"")
                .doesNotContain("BundleKey", BundleFolder.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssm", "secretsmanager", "kms"})
    void aServiceThatKeepsSecretsIsAskedForTheKeyInTheRolesName(String service) throws Exception {
        String key = cloud.keep(service, BundleFolder.PASSWORD);
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--key", key);

        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(witness()).exists();
        assertThat(cloud.verifyQuestionsFor(service)).isEqualTo(1);
    }

    @Test
    void aKeyThatIsRefusedEndsTheRunBeforeAnythingHasRun() throws Exception {
        cloud.answer("AmazonSSM.GetParameter", jsonResponse("{\"__type\":\"AccessDeniedException\"}", 400));
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--key", "ssm:/boot/web");

        assertRefused(outcome, 12);
        assertThat(outcome.err()).contains("SSM refuses parameter /boot/web", "ssm:GetParameter");
    }

    @Test
    void aConnectionThatIsCutIsGoneOnWithByRange() throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        cloud.s3().faults(asked -> cuts.incrementAndGet() == 1 ? Optional.of(half()) : Optional.empty());
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--key", "env:PASSWORD");

        assertThat(outcome.exit()).as(outcome.all()).isZero();
        List<RecordedRequest> asked = cloud.s3().requests();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).header("Range")).isEmpty();
        assertThat(asked.get(1).header("Range")).hasValue("bytes=" + sealed.length / 2 + "-");
        assertThat(asked.get(1).header("If-Match")).hasValue(tag());
        assertThat(cloud.s3().objections()).isEmpty();
    }

    @Test
    void aBundleThatBecomesAnotherWhileItIsFetchedIsNotPutTogetherOfTwo() throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        cloud.s3().faults(asked -> {
            if (cuts.incrementAndGet() > 1) {
                return Optional.empty();
            }
            String half = half();
            byte[] other = sealed.clone();
            other[other.length - 1] ^= 1;
            cloud.s3().put(LoopbackCloud.BUNDLES, "web/bundle.enc", other);
            return Optional.of(half);
        });
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--key", "env:PASSWORD");

        assertRefused(outcome, 11);
        assertThat(outcome.err()).contains("changed");
    }

    /** What S3 says when it is asked for the bundle, up to its middle. */
    private String half() {
        return "HTTP/1.1 200 OK\r\nAccept-Ranges: bytes\r\nETag: " + tag()
                + "\r\nx-amz-request-id: 4442587FB7D0A2F9\r\n"
                + "Content-Type: application/octet-stream\r\nContent-Length: " + sealed.length + "\r\n\r\n"
                + new String(sealed, 0, sealed.length / 2, StandardCharsets.ISO_8859_1);
    }

    private String tag() {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(sealed);
            return "\"" + HexFormat.of().formatHex(digest) + "\"";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anObjectThatIsNotThereIsNamed() throws Exception {
        AgentJar.Outcome outcome = agent.run("--bundle", URL + ".old", "--key", "env:PASSWORD");

        assertRefused(outcome, 11);
        assertThat(outcome.err()).contains(URL + ".old", "NoSuchKey");
    }

    @Test
    void anObjectThatTheRoleMayNotReadIsNamedWithThePermission() throws Exception {
        cloud.s3().faults(asked -> Optional.of(S3Server.error(403, "AccessDenied", "Access Denied", "")));
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--key", "env:PASSWORD");

        assertRefused(outcome, 11);
        assertThat(outcome.err()).contains("AccessDenied", "s3:GetObject");
        assertThat(cloud.s3().requests()).hasSize(1);
    }

    @Test
    void aRoleThatComesLateIsWaitedFor() throws Exception {
        cloud.metadata().late(LoopbackCloud.ROLES, 2);
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--key", "env:PASSWORD");

        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(outcome.err()).contains("No role is attached to this instance yet; waiting for it");
        assertThat(cloud.s3().objections()).isEmpty();
    }

    @Test
    void whatAFileSaysOfTheInstanceIsBelievedAndNobodyIsAsked() throws Exception {
        Path file = folder.resolve("instance.json");
        Files.writeString(file, "{\"instance_id\":\"i-0abc\",\"region\":\"eu-central-1\",\"tags\":{\"Role\":\"db\"}}");
        Path bundle = Files.write(folder.resolve("bundle.enc"), sealed);
        AgentJar.Outcome outcome =
                agent.run("--bundle", bundle.toString(), "--key", "env:PASSWORD", "--metadata", file.toString());

        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(variables())
                .contains("STARTUP_INSTANCE_ID=i-0abc", "STARTUP_REGION=eu-central-1", "STARTUP_TAG_Role=db");
        assertThat(cloud.metadata().requests()).isEmpty();
    }

    @Test
    void whereItIsSaidThatThereIsNoMetadataModulesAreToldOfNone() throws Exception {
        Path bundle = Files.write(folder.resolve("bundle.enc"), sealed);
        AgentJar.Outcome outcome =
                agent.run("--bundle", bundle.toString(), "--key", "env:PASSWORD", "--metadata", "none");

        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(variables())
                .anyMatch(variable -> variable.startsWith("STARTUP_RUN_ID="))
                .noneMatch(variable -> variable.startsWith("STARTUP_INSTANCE_ID="))
                .noneMatch(variable -> variable.startsWith("STARTUP_REGION="));
        assertThat(cloud.metadata().requests()).isEmpty();
        assertThat(agent.lastRun().resolve("metadata.json")).doesNotExist();
    }

    @Test
    void metadataThatCannotBeReadIsWrongUsage() throws Exception {
        Path file = Files.writeString(folder.resolve("instance.json"), "{\"instance\":\"i-0abc\"}");
        AgentJar.Outcome outcome = agent.run("--bundle", URL, "--metadata", file.toString());

        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(2);
        assertThat(outcome.err()).contains("instance_id");
        assertThat(witness()).doesNotExist();
    }
}
