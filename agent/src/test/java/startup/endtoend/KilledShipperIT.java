package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import startup.aws.RecordedRequest;
import startup.aws.S3Server;
import startup.base.RealTools;

/**
 * The agent is killed while a module prints 200 lines a second; when is up to the line that the module has come to.
 * The system property {@code kill.moments} says how many moments are tried.
 */
class KilledShipperIT {
    private static final String BUCKET = "acme-logs";
    /** DESIGN, promise 4. */
    private static final Duration MOST_THAT_IS_LOST = Duration.ofSeconds(5);
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
        shell.run("mkfifo reached done quiet");
        agent = new AgentJar(folder).environment(s3.environment());
        for (String pipe : List.of("reached", "done", "quiet")) {
            agent.environment("PIPE_" + pipe, folder.resolve(pipe).toString());
        }
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("a", """
                exec 9<> "$PIPE_quiet"
                say() { echo "line $1 $EPOCHREALTIME"; read -rt 0.005 -u 9; }
                for ((i = 1; i <= KILLED_AT; i++)); do say $i; done
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
    void whateverWasPrintedIsInS3OnceAfterShipAndAllButTheLastSecondsWithoutIt(long seed) throws Exception {
        Random random = new Random(seed);
        int killedAt = 1 + random.nextInt(LAST_MOMENT);
        int last = killedAt + random.nextInt(200);
        boolean losesAnswers = seed % 3 == 0;
        s3.faults(losesAnswers ? everySecondAnswerLost() : asked -> Optional.empty());
        agent.environment("KILLED_AT", String.valueOf(killedAt)).environment("LAST", String.valueOf(last));

        AgentJar.Started started =
                agent.start("--bundle", bundle.tar().toString(), "--logs", "s3://" + BUCKET + "/boot");
        shell.run("read -r _ < reached");
        long killed = System.currentTimeMillis();
        started.process().destroyForcibly().waitFor();
        List<String> withoutShip = delivered().printed(run(), "a");
        shell.run("read -r _ < done");
        AgentJar.Outcome shipped = agent.run("ship");

        assertThat(shipped.exit()).as(shipped.all()).isZero();
        DeliveredLog log = delivered();
        List<String> printed = log.printed(run(), "a");
        assertThat(printed.stream().map(line -> line.substring(0, line.lastIndexOf(' '))))
                .isEqualTo(IntStream.rangeClosed(1, last)
                        .mapToObj(i -> "line " + i)
                        .toList());
        assertThat(log.sequence(run()))
                .isEqualTo(LongStream.rangeClosed(1, log.sequence(run()).size())
                        .boxed()
                        .toList());
        if (!losesAnswers) {
            assertThat(withoutShip).containsAll(before(printed, killed - MOST_THAT_IS_LOST.toMillis()));
        }
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

    private DeliveredLog delivered() throws IOException {
        return DeliveredLog.in(s3, BUCKET, "boot/");
    }

    private String run() throws IOException {
        return String.valueOf(agent.lastRun().getFileName());
    }

    /** Lines that carry a time before that one, in milliseconds. */
    private static List<String> before(List<String> printed, long time) {
        List<String> before = new ArrayList<>();
        for (String line : printed) {
            String micros = line.substring(line.lastIndexOf(' ') + 1).replaceAll("\\D", "");
            if (Long.parseLong(micros) / 1000 < time) {
                before.add(line);
            }
        }
        return before;
    }
}
