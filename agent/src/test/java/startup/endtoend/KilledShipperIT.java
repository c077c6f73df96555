package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import startup.aws.RecordedRequest;
import startup.aws.S3Server;
import startup.base.RealTools;

/**
 * The agent is killed while a module prints 200 lines a second; when is up to the line that the module has come to.
 * The system property {@code kill.moments} says how many moments are tried. How soon a line is in S3 is ShipperTest's to
 * say, by a clock of its own.
 */
@Timeout(600)
class KilledShipperIT {
    private static final String BUCKET = "acme-logs";
    /** Ten seconds of printing. */
    private static final int LAST_MOMENT = 2000;

    @TempDir
    Path folder;

    private S3Server s3;
    private AgentJar agent;
    private BundleFolder bundle;
    private Shell shell;

    static List<Long> moments() {
        return LongStream.rangeClosed(1, Integer.getInteger("kill.moments", 5))
                .boxed()
                .toList();
    }

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        RealTools.need("bash", "mkfifo", "tar");
        s3 = S3Server.start();
        s3.createBucket(BUCKET);
        shell = new Shell(folder);
        shell.run("mkfifo early shipped reached done quiet");
        agent = new AgentJar(folder).environment(s3.environment());
        for (String pipe : List.of("early", "shipped", "reached", "done", "quiet")) {
            agent.environment("PIPE_" + pipe, folder.resolve(pipe).toString());
        }
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("a", """
                exec 9<> "$PIPE_quiet"
                say() { echo "line $1"; read -rt 0.005 -u 9; }
                for ((i = 1; i <= EARLY; i++)); do say $i; done
                echo > "$PIPE_early"
                read -r _ < "$PIPE_shipped"
                for ((; i <= KILLED_AT; i++)); do say $i; done
                echo > "$PIPE_reached"
                for ((; i <= LAST; i++)); do say $i; done
                trap 'echo > "$PIPE_done"' EXIT
                """);
    }

    @AfterEach
    void stop() throws IOException {
        s3.close();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void whateverWasPrintedIsInS3OnceAfterShipAndItsBeginningWhileTheModulePrints(long seed) throws Exception {
        Random random = new Random(seed);
        int killedAt = 1 + random.nextInt(LAST_MOMENT);
        int early = random.nextInt(killedAt);
        int last = killedAt + random.nextInt(200);
        boolean losesAnswers = seed % 3 == 0;
        s3.faults(losesAnswers ? everySecondAnswerLost() : asked -> Optional.empty());
        agent.environment("EARLY", String.valueOf(early))
                .environment("KILLED_AT", String.valueOf(killedAt))
                .environment("LAST", String.valueOf(last));

        AgentJar.Started started =
                agent.start("--bundle", bundle.tar().toString(), "--logs", "s3://" + BUCKET + "/boot");
        shell.run("read -r _ < early");
        awaitInS3(early);
        shell.run("echo > shipped");
        shell.run("read -r _ < reached");
        started.process().destroyForcibly().waitFor();
        List<String> withoutShip = delivered().printed(run(), "a");
        shell.run("read -r _ < done");
        AgentJar.Outcome shipped = agent.run("ship");

        assertThat(shipped.exit()).as(shipped.all()).isZero();
        DeliveredLog log = delivered();
        List<String> printed = log.printed(run(), "a");
        assertThat(printed)
                .isEqualTo(IntStream.rangeClosed(1, last)
                        .mapToObj(i -> "line " + i)
                        .toList());
        assertThat(log.sequence(run()))
                .isEqualTo(LongStream.rangeClosed(1, log.sequence(run()).size())
                        .boxed()
                        .toList());
        assertThat(withoutShip).hasSizeGreaterThanOrEqualTo(early).isEqualTo(printed.subList(0, withoutShip.size()));
        assertThat(s3.objections()).isEmpty();
    }

    /** The object is there, and nobody hears of it. */
    private Function<RecordedRequest, Optional<String>> everySecondAnswerLost() {
        AtomicInteger requests = new AtomicInteger();
        return asked -> {
            if (requests.incrementAndGet() % 2 == 0) {
                return Optional.empty();
            }
            s3.put(BUCKET, asked.key(), asked.body());
            return Optional.of("");
        };
    }

    /** The agent and its module go on meanwhile. */
    private void awaitInS3(int lines) throws IOException, InterruptedException {
        int answered = s3.answered();
        while (delivered().printed(run(), "a").size() < lines) {
            s3.awaitMoreThan(answered);
            answered = s3.answered();
        }
    }

    private DeliveredLog delivered() throws IOException {
        return DeliveredLog.in(s3, BUCKET, "boot/");
    }

    private String run() throws IOException {
        return String.valueOf(agent.lastRun().getFileName());
    }
}
