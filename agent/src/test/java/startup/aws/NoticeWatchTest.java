package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Event;
import startup.base.HandWoundTicker;
import startup.base.RecordedEvents;
import startup.base.Ticker;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

@Timeout(60)
class NoticeWatchTest {
    private static final String NOTICE = "{\"action\":\"terminate\",\"time\":\"2026-11-22T10:20:00Z\"}";

    @TempDir
    private Path sys;

    private final RecordedEvents events = new RecordedEvents();
    private final AtomicInteger flushes = new AtomicInteger();
    private final Steps steps = new Steps();
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)), "test");
    private MetadataServer server;
    private NoticeWatch watch;

    @BeforeEach
    void startWatching() throws IOException {
        server = MetadataServer.start().instance("i-0abc", "eu-west-1");
        InstanceLookup lookup = new InstanceLookup(
                Optional.of(new MetadataEndpoint(server.uri(), Optional.empty(), true)),
                new Ec2Hardware(sys),
                Duration.ZERO,
                endpoint -> new MetadataService(http, endpoint, false, new HandWoundTicker()),
                events,
                new HandWoundTicker());
        watch = new NoticeWatch(lookup, events, steps, flushes::incrementAndGet);
        watch.begin();
    }

    @AfterEach
    void stopWatching() {
        watch.close();
        server.close();
        http.close();
    }

    private List<Event> notices() {
        return events.all().stream()
                .filter(event -> event.action().startsWith("instance."))
                .toList();
    }

    @Test
    void everyFiveSecondsALookIsTakenAndNothingIsToldWithoutANotice() throws InterruptedException {
        assertThat(steps.awaitSleep()).isEqualTo(Duration.ofSeconds(5));
        assertThat(steps.awaitSleep()).isEqualTo(Duration.ofSeconds(5));
        assertThat(server.requests())
                .filteredOn(request -> request.endsWith("/spot/instance-action"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(notices()).isEmpty();
        assertThat(flushes).hasValue(0);
    }

    @Test
    void anInterruptionIsToldOnceAndTheLogDeliveredAtOnce() throws InterruptedException {
        server.spotInstanceAction(NOTICE);
        steps.await(3);
        assertThat(notices())
                .containsExactly(Event.of(
                        Event.Level.WARN,
                        "instance.interruption",
                        "EC2 is about to take this spot instance: action terminate, time 2026-11-22T10:20:00Z"));
        assertThat(flushes).hasValue(1);
    }

    @Test
    void aNoticeThatChangesIsToldAgain() throws InterruptedException {
        server.spotInstanceAction(NOTICE);
        steps.await(2);
        server.spotInstanceAction(NOTICE.replace("10:20", "10:21"));
        steps.await(2);
        assertThat(notices()).hasSize(2);
        assertThat(flushes).hasValue(2);
    }

    @Test
    void aRebalanceRecommendationIsToldOnce() throws InterruptedException {
        server.rebalanceRecommendation("{\"noticeTime\":\"2026-11-22T10:18:00Z\"}");
        steps.await(3);
        assertThat(events.messages("instance.rebalance"))
                .containsExactly(
                        "EC2 may soon take this spot instance: rebalance recommendation of 2026-11-22T10:18:00Z");
        assertThat(flushes).hasValue(1);
    }

    @Test
    void aNoticeInAnotherFormIsToldNevertheless() throws InterruptedException {
        server.spotInstanceAction("soon");
        steps.await(2);
        assertThat(events.messages("instance.interruption"))
                .containsExactly("EC2 is about to take this spot instance: action not stated, time not stated");
    }

    @Test
    void aServiceThatFailsForATimeIsAskedAgain() throws InterruptedException {
        steps.await(1);
        server.failNext(50, 503);
        steps.await(3);
        server.failNext(0, 503);
        server.spotInstanceAction(NOTICE);
        steps.await(2);
        assertThat(notices()).hasSize(1);
    }

    @Test
    void afterTheCloseNothingIsAsked() throws InterruptedException {
        steps.await(1);
        watch.close();
        server.spotInstanceAction(NOTICE);
        assertThat(steps.isAsleep()).isFalse();
        assertThat(notices()).isEmpty();
    }

    @Test
    void withoutAServiceNobodyWatches() {
        try (NoticeWatch idle =
                new NoticeWatch(InstanceLookup.told(Optional.empty()), events, steps, flushes::incrementAndGet)) {
            idle.begin();
        }
        assertThat(flushes).hasValue(0);
    }

    /** A clock whose sleeps end when the test wants them to. */
    private static final class Steps implements Ticker {
        private final SynchronousQueue<Duration> sleeps = new SynchronousQueue<>();
        private volatile boolean asleep;

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            asleep = true;
            try {
                sleeps.put(duration);
            } finally {
                asleep = false;
            }
        }

        Duration awaitSleep() throws InterruptedException {
            return sleeps.take();
        }

        /** Returns when so many looks were begun and ended, the first of which may have begun before. */
        void await(int looks) throws InterruptedException {
            for (int i = 0; i < looks; i++) {
                sleeps.take();
            }
        }

        boolean isAsleep() {
            return asleep;
        }
    }
}
