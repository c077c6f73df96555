package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.aws.Encryption;
import startup.base.RecordedEvents;
import startup.base.Ticker;

class ShipperTest {
    private static final Duration PLENTY = Duration.ofMinutes(1);
    private static final String EVENTS = "events/dt=2026-11-22/instance=laptop/run=ID/";

    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();
    private final RecordedEvents console = new RecordedEvents();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final CountDownLatch firstSegment = new CountDownLatch(1);
    private final CountDownLatch signOfLife = new CountDownLatch(1);
    /** By the third, the second has been told. */
    private final CountDownLatch refusals = new CountDownLatch(3);

    private final AtomicBoolean refuseOnce = new AtomicBoolean();
    private final AtomicBoolean refusing = new AtomicBoolean();
    private final RestlessTicker restless = new RestlessTicker();
    private volatile Duration atFirstSegment = Duration.ZERO;
    private int sequence;

    @BeforeEach
    void run() throws IOException {
        for (RunLog log : List.of(log("ID"), log("OLD"))) {
            Files.createDirectories(log.events().getParent());
            Files.writeString(log.started(), "{}\n");
            Files.writeString(log.verdict(), "{}\n");
            Files.createFile(log.events());
        }
    }

    private RunLog log(String run) {
        Path own = folder.resolve(run);
        return new RunLog(
                own.resolve("started.json"),
                own.resolve("events.ndjson"),
                own.resolve("verdict.json"),
                own.resolve("shipped.json"));
    }

    private void spool(String run, String message) throws IOException {
        Files.writeString(
                log(run).events(),
                "{\"message\":\"" + message + "\",\"event\":{\"sequence\":" + ++sequence + "}}\n",
                StandardOpenOption.APPEND);
    }

    private void put(String name, byte[] content) throws IOException {
        if (refusing.get()) {
            refusals.countDown();
            if (refuseOnce.get()) {
                refusing.set(false);
            }
            throw new IOException("S3 asks for less");
        }
        objects.put(name, content);
        if (name.startsWith("events/")) {
            atFirstSegment = restless.moved();
            firstSegment.countDown();
        } else if (name.startsWith("alive/")) {
            signOfLife.countDown();
        }
    }

    private Delivery delivery(String run) {
        LogLayout place = new LogLayout("laptop", LocalDate.of(2026, 11, 22), run);
        return new Delivery(
                log(run), Shipment.begin(new LogDestination.Folder(folder), Encryption.NONE, place), this::put);
    }

    private Shipper shipper(Backlog backlog) {
        return shipper(backlog, Ticker.system());
    }

    private Shipper shipper(Backlog backlog, Ticker ticker) {
        return new Shipper(
                () -> new Shipper.Cargo(delivery("ID"), backlog),
                () -> "{}\n".getBytes(StandardCharsets.UTF_8),
                events,
                console,
                ticker,
                new Random(1));
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aSegmentLeavesWhileTheRunGoesOn() throws Exception {
        Shipper shipper = shipper(Backlog.none(console));
        spool("ID", "one");
        shipper.start();
        shipper.hurry();
        await(firstSegment);
        await(signOfLife);
        assertThat(objects)
                .containsKeys(
                        EVENTS + "000000000001.ndjson.gz",
                        "started/dt=2026-11-22/instance=laptop/ID.json",
                        "alive/instance=laptop.json");
        spool("ID", "two");

        assertThat(shipper.finish(true, PLENTY)).isTrue();
        assertThat(objects)
                .containsKeys(EVENTS + "000000000002.ndjson.gz", "verdicts/dt=2026-11-22/instance=laptop/ID.json");
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aSegmentLeavesTwoSecondsAfterItsFirstLine() throws Exception {
        Shipper shipper = shipper(Backlog.none(console), restless);
        spool("ID", "one");
        shipper.start();
        await(firstSegment);
        assertThat(atFirstSegment).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        shipper.finish(true, PLENTY);
    }

    @Test
    void anOutageIsToldOnceAndSoIsItsEnd() throws Exception {
        Shipper shipper = shipper(Backlog.none(console));
        spool("ID", "one");
        shipper.start();
        shipper.hurry();
        await(firstSegment);
        refusing.set(true);
        spool("ID", "two");
        shipper.hurry();
        await(refusals);
        refusing.set(false);

        assertThat(shipper.finish(true, PLENTY)).isTrue();
        assertThat(objects).containsKeys(EVENTS + "000000000002.ndjson.gz");
        assertThat(events.messages("log.undelivered"))
                .containsExactly("The log is kept and tried again, for it could not be delivered: S3 asks for less");
        assertThat(events.messages("log.delivered").size()
                        + console.messages("log.delivered").size())
                .isEqualTo(1);
    }

    @Test
    void aSingleRefusalIsNoNews() throws Exception {
        refusing.set(true);
        refuseOnce.set(true);
        Shipper shipper = shipper(Backlog.none(console));
        spool("ID", "one");
        shipper.start();
        shipper.hurry();
        await(firstSegment);

        assertThat(shipper.finish(true, PLENTY)).isTrue();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void whatIsRefusedToTheEndIsKept() throws Exception {
        refusing.set(true);
        Shipper shipper = shipper(Backlog.none(console));
        spool("ID", "one");
        shipper.start();
        await(refusals);

        assertThat(shipper.finish(true, Duration.ofMillis(1))).isFalse();
        assertThat(objects).isEmpty();
        assertThat(Shipment.read(log("ID").shipped())).isEmpty();
    }

    @Test
    void afterTheEndTheLogItselfIsNotToldOfTheDelivery() throws Exception {
        refusing.set(true);
        Shipper shipper = shipper(Backlog.none(console));
        spool("ID", "one");
        Thread mended = new Thread(() -> {
            try {
                refusals.await();
                refusing.set(false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        mended.start();

        assertThat(shipper.finish(true, PLENTY)).isTrue();
        mended.join();
        assertThat(events.all()).isEmpty();
        assertThat(console.messages("log.delivered")).hasSize(1);
    }

    @Test
    void whatCannotBeOpenedYetIsOpenedLater() throws Exception {
        AtomicBoolean opened = new AtomicBoolean();
        Shipper shipper = new Shipper(
                () -> {
                    if (opened.getAndSet(true)) {
                        return new Shipper.Cargo(delivery("ID"), Backlog.none(console));
                    }
                    throw new IOException("the disk is full");
                },
                () -> new byte[0],
                events,
                console,
                Ticker.system(),
                new Random(1));
        spool("ID", "one");

        assertThat(shipper.finish(true, PLENTY)).isTrue();
        assertThat(objects).containsKeys(EVENTS + "000000000001.ndjson.gz");
    }

    @Test
    void whatAnEarlierRunLeftIsDeliveredToo() throws Exception {
        spool("OLD", "left");
        Shipper shipper = shipper(new Backlog(List.of(new Backlog.Arrears("OLD", delivery("OLD"), true)), console));
        shipper.start();

        assertThat(shipper.finish(true, PLENTY)).isTrue();
        List<String> old = new ArrayList<>(objects.keySet());
        old.removeIf(name -> !name.contains("OLD"));
        assertThat(old).hasSize(3);
        assertThat(console.messages("log.caught-up")).hasSize(1);
    }

    /** A clock that moves on by a tenth of a second whenever it is looked at. */
    private static final class RestlessTicker implements Ticker {
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public long nanoTime() {
            looks.incrementAndGet();
            return moved().toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("nobody sleeps before the run ends");
        }

        Duration moved() {
            return Duration.ofMillis(100L * looks.get());
        }
    }
}
