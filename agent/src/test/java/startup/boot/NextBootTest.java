package startup.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import startup.aws.Ec2Hardware;
import startup.aws.InstanceLookup;
import startup.aws.InstanceMetadata;
import startup.aws.MetadataEndpoint;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;
import startup.base.StandingTicker;
import startup.log.EventLog;
import startup.log.Redactor;
import startup.run.StateFolder;

/** The agent that the unit starts is here the JVM of the test. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NextBootTest {
    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();
    private final StandingTicker ticker = new StandingTicker();
    private Path units = Path.of("/");
    private Path state = Path.of("/");

    @BeforeEach
    void aMachineWithSystemd() throws IOException {
        units = Files.createDirectory(folder.resolve("etc"));
        state = Files.createDirectory(folder.resolve("state"));
    }

    private ServiceUnit unit() {
        return new ServiceUnit(units, folder.resolve("run"), events);
    }

    private NextBoot begun(InstanceLookup instance) {
        Machine machine = new Machine(
                System.getenv(),
                folder,
                "host",
                "1",
                instance,
                ticker,
                InstantSource.system(),
                new SplittableRandom(1),
                () -> ExitStatus.TERMINATED);
        EventLog log = new EventLog(InstantSource.system(), new Redactor(), List.of());
        NextBoot next = new NextBoot(ServiceWish.ON_INSTANCES, true, unit(), new StateFolder(state), machine, log);
        next.begin();
        return next;
    }

    private static InstanceLookup onAnInstance() throws IOException {
        return InstanceLookup.told(
                Optional.of(InstanceMetadata.parse("{\"instance_id\":\"i-0abc\",\"region\":\"eu-west-1\"}")));
    }

    /** Nobody is there, and by a clock that stands still the patience never ends. */
    private InstanceLookup inVain() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String place = "http://localhost:" + nobody.getLocalPort();
            return new InstanceLookup(
                    MetadataEndpoint.of(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", place)),
                    new Ec2Hardware(folder.resolve("sys")),
                    Duration.ofMinutes(1),
                    endpoint -> {
                        throw new AssertionError("HTTP was asked for at " + endpoint);
                    },
                    events,
                    ticker);
        }
    }

    @Test
    void whoIsStoppedDoesNotWaitForMetadata() throws Exception {
        NextBoot next = begun(inVain());
        ticker.awaitSleep();
        next.close();
        assertThat(units).isEmptyDirectory();
    }

    @Test
    void aRunThatFailedEarlyDoesNotWaitForMetadata() throws Exception {
        NextBoot next = begun(inVain());
        ticker.awaitSleep();
        next.verdict(false);
        assertThat(units).isEmptyDirectory();
    }

    @Test
    void aRunOfALaterBootThatFailedEarlyKeepsItsUnitAndDoesNotWaitForMetadataEither() throws Exception {
        unit().install(List.of("/bin/true", "--state", state.toString()), state);
        NextBoot next = begun(inVain());
        ticker.awaitSleep();
        next.verdict(true);
        assertThat(units.resolve(ServiceUnit.NAME)).content().contains("\"--every-boot\"");
    }

    @Test
    void onAnInstanceTheUnitIsThereBeforeARebootAndGoneWithTheVerdict() throws Exception {
        NextBoot next = begun(onAnInstance());
        next.ready();
        assertThat(unit().isFor(state)).isTrue();
        next.verdict(false);
        assertThat(unit().isFor(state)).isFalse();
    }

    @Test
    void modulesOfEveryBootHaveTheirUnitHoweverSoonTheRunIsOver() throws Exception {
        begun(onAnInstance()).verdict(true);
        assertThat(units.resolve(ServiceUnit.NAME)).content().contains("\"--every-boot\"");
    }

    @Test
    void offTheCloudThereIsNone() throws Exception {
        begun(InstanceLookup.told(Optional.empty())).verdict(true);
        assertThat(units).isEmptyDirectory();
    }
}
