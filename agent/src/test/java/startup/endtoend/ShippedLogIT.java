package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.aws.RecordedRequest;
import startup.aws.S3Server;
import startup.base.RealTools;

/** The log leaves the machine while it is written, whatever S3 thinks of it, and the run never fails by that. */
class ShippedLogIT {
    private static final String BUCKET = "acme-logs";
    private static final String LOGS = "s3://" + BUCKET + "/boot";
    private static final int LINES = 3000;
    private static final String PRINTING = "for ((i = 1; i <= " + LINES + "; i++)); do echo \"line $i\"; done\n";

    @TempDir
    Path folder;

    private S3Server s3;
    private AgentJar agent;
    private BundleFolder bundle;

    @BeforeEach
    void prepare() throws IOException {
        RealTools.need("bash", "tar", "mkfifo");
        s3 = S3Server.start();
        s3.createBucket(BUCKET);
        agent = new AgentJar(folder).environment(s3.environment());
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("a", PRINTING);
    }

    @AfterEach
    void stop() throws IOException {
        s3.close();
    }

    private AgentJar.Outcome boot(String... more) throws IOException, InterruptedException {
        return start(more).await();
    }

    private AgentJar.Started start(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--bundle", bundle.tar().toString()));
        words.addAll(List.of(more));
        return agent.start(words.toArray(String[]::new));
    }

    private DeliveredLog delivered() throws IOException {
        return DeliveredLog.in(s3, BUCKET, "boot/");
    }

    private String lastRun() throws IOException {
        return String.valueOf(agent.lastRun().getFileName());
    }

    private static List<String> lines() {
        return IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).toList();
    }

    private void assertWhole(DeliveredLog log, Path run) throws IOException {
        String id = String.valueOf(run.getFileName());
        assertThat(log.printed(id, "a")).isEqualTo(lines());
        List<Long> sequence = log.sequence(id);
        assertThat(sequence)
                .isEqualTo(LongStream.rangeClosed(1, sequence.size()).boxed().toList());
        // what is told of the delivery itself may come after its end
        assertThat(Files.readString(run.resolve("events.ndjson"))).startsWith(log.segments(id));
        assertThat(s3.objections()).isEmpty();
    }

    private static Optional<String> busy() {
        return Optional.of(S3Server.error(503, "SlowDown", "Please reduce your request rate.", ""));
    }

    private static Optional<String> denied() {
        return Optional.of(S3Server.error(403, "AccessDenied", "Access Denied", ""));
    }

    @Test
    void theBucketHoldsStartLifeEventsAndVerdictAsTheyAreLaidOut() throws Exception {
        AgentJar.Outcome outcome = boot("--logs", LOGS);
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        DeliveredLog log = delivered();
        assertWhole(log, agent.lastRun());
        assertLaidOut(log);
        assertThat(s3.requests()).allSatisfy(asked -> {
            assertThat(asked.method()).isEqualTo("PUT");
            assertThat(asked.header("x-amz-checksum-sha256")).isPresent();
            assertThat(asked.header("x-amz-acl")).isEmpty();
        });
    }

    @Test
    void aFolderHoldsTheSame() throws Exception {
        Path logs = folder.resolve("logs");
        AgentJar.Outcome outcome = boot("--logs", logs.toString());
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        DeliveredLog log = DeliveredLog.in(logs);
        assertWhole(log, agent.lastRun());
        assertLaidOut(log);
        assertThat(s3.requests()).isEmpty();
    }

    private void assertLaidOut(DeliveredLog log) throws IOException {
        String run = lastRun();
        String day = run.substring(0, 4) + "-" + run.substring(4, 6) + "-" + run.substring(6, 8);
        String first = log.names().get(0);
        String instance = first.substring("alive/".length(), first.length() - ".json".length());
        assertThat(instance).matches("instance=[A-Za-z0-9._-]+");
        String partition = "dt=" + day + "/" + instance + "/";
        assertThat(log.names())
                .contains(
                        "alive/" + instance + ".json",
                        "started/" + partition + run + ".json",
                        "verdicts/" + partition + run + ".json",
                        "events/" + partition + "run=" + run + "/000000000001.ndjson.gz")
                .allMatch(name -> name.startsWith("alive/") || name.contains("/" + partition));
        assertThat(log.text("started/" + partition + run + ".json"))
                .contains("\"run\":\"" + run + "\"")
                .endsWith("}\n");
        assertThat(log.text("alive/" + instance + ".json"))
                .contains("\"run\":\"" + run + "\"")
                .endsWith("}\n");
        assertThat(log.text("verdicts/" + partition + run + ".json"))
                .isEqualTo(Files.readString(agent.lastRun().resolve("verdict.json")));
    }

    @Test
    void withoutADestinationNothingLeavesTheMachine() throws Exception {
        assertThat(boot().exit()).isZero();
        assertThat(s3.requests()).isEmpty();
        assertThat(agent.run("ship").out()).contains("Nothing is left to deliver");
        assertThat(s3.requests()).isEmpty();
    }

    @Test
    void whatS3RefusedForTheWholeRunIsKeptAndDeliveredByShip() throws Exception {
        s3.faults(asked -> denied());
        AgentJar.Outcome outcome = boot("--logs", LOGS, "--ship-timeout", "2s");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(21);
        assertThat(outcome.err()).contains("s3:PutObject", "agent ship");
        assertThat(Files.readString(agent.lastRun().resolve("verdict.json")))
                .contains("\"verdict\":\"ok\"", "\"exit\":21");
        assertThat(delivered().names()).isEmpty();

        AgentJar.Outcome inVain = agent.run("ship", "--ship-timeout", "1s");
        assertThat(inVain.exit()).as(inVain.all()).isEqualTo(21);

        s3.faults(asked -> Optional.empty());
        AgentJar.Outcome shipped = agent.run("ship");
        assertThat(shipped.exit()).as(shipped.all()).isZero();
        assertWhole(delivered(), agent.lastRun());
        assertLaidOutWithVerdict();
        assertThat(agent.run("ship").out()).contains("Nothing is left to deliver");
    }

    private void assertLaidOutWithVerdict() throws IOException {
        assertThat(delivered().names())
                .anyMatch(name -> name.startsWith("verdicts/"))
                .anyMatch(name -> name.startsWith("started/"));
    }

    @Test
    void theNextRunDeliversWhatTheOneBeforeCouldNot() throws Exception {
        s3.faults(asked -> denied());
        assertThat(boot("--logs", LOGS, "--ship-timeout", "1s").exit()).isEqualTo(21);
        Path before = agent.lastRun();

        s3.faults(asked -> Optional.empty());
        AgentJar.Outcome outcome = boot("--logs", LOGS, "--rerun", "all");
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(agent.lastRun()).isNotEqualTo(before);
        assertWhole(delivered(), before);
        assertWhole(delivered(), agent.lastRun());
        assertThat(delivered().names())
                .filteredOn(name -> name.startsWith("verdicts/"))
                .hasSize(2);
    }

    @Test
    void everySecondRequestRefusedCostsNothingButTime() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        s3.faults(asked -> requests.incrementAndGet() % 2 == 1 ? busy() : Optional.empty());
        AgentJar.Outcome outcome = boot("--logs", LOGS);
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertWhole(delivered(), agent.lastRun());
        assertLaidOutWithVerdict();
    }

    @Test
    void s3ThatRefusesAtFirstHoldsEverythingInTheEnd() throws Exception {
        Shell shell = new Shell(folder);
        shell.run("mkfifo go");
        agent.environment("GO", folder.resolve("go").toString());
        bundle.module("a", "read -r _ < \"$GO\"\n" + PRINTING);
        CountDownLatch refused = new CountDownLatch(2);
        s3.faults(asked -> {
            refused.countDown();
            return busy();
        });
        AgentJar.Started started = start("--logs", LOGS);
        assertThat(refused.await(1, TimeUnit.MINUTES)).isTrue();
        s3.faults(asked -> Optional.empty());
        shell.run("echo > go");
        AgentJar.Outcome outcome = started.await();
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(outcome.err()).contains("SlowDown", "delivered again");
        assertWhole(delivered(), agent.lastRun());
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgainAndNothingIsDouble() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        s3.faults(asked -> {
            if (requests.incrementAndGet() % 2 == 0) {
                return Optional.empty();
            }
            if (asked.method().equals("PUT")) {
                s3.put(BUCKET, asked.key(), asked.body());
            }
            return Optional.of("");
        });
        AgentJar.Outcome outcome = boot("--logs", LOGS);
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertWhole(delivered(), agent.lastRun());
        assertPutAgainWithTheSameBytes();
    }

    private void assertPutAgainWithTheSameBytes() {
        for (RecordedRequest one : s3.requests()) {
            for (RecordedRequest other : s3.requests()) {
                if (one.key().equals(other.key()) && one.key().contains("/events/")) {
                    assertThat(other.body()).as(one.key()).isEqualTo(one.body());
                }
            }
        }
    }

    @Test
    void aClockThatIsTwentyMinutesOffIsToldAndTheLogKept() throws Exception {
        s3.faults(asked -> Optional.of(skewed()));
        AgentJar.Outcome outcome = boot("--logs", LOGS, "--ship-timeout", "2s");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(21);
        assertThat(outcome.err()).contains("this machine's clock is 20 min behind S3's", "Set this machine's clock");
        assertThat(Files.size(agent.lastRun().resolve("events.ndjson"))).isPositive();
    }

    private static String skewed() {
        String theirs = Instant.now()
                .plus(20, ChronoUnit.MINUTES)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return S3Server.error(
                403,
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
                "<ServerTime>" + theirs + "</ServerTime>"
                        + "<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>");
    }

    @Test
    void aModuleThatFailedStaysTheVerdictWhateverBecomesOfItsLog() throws Exception {
        bundle.module("b", "exit 7\n");
        s3.faults(asked -> denied());
        AgentJar.Outcome outcome = boot("--logs", LOGS, "--ship-timeout", "1s");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(10);
        assertThat(outcome.err()).contains("agent ship");

        s3.faults(asked -> Optional.empty());
        assertThat(agent.run("ship").exit()).isZero();
        assertWhole(delivered(), agent.lastRun());
    }
}
