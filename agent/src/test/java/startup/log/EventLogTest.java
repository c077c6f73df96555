package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import startup.base.Event;
import startup.base.Secret;

class EventLogTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:03.120Z");

    private final RecordedSink console = new RecordedSink();
    private final EventLog log = new EventLog(InstantSource.fixed(NOW), new Redactor(), List.of(console));

    @Test
    void eventsAreNumberedDatedAndRedacted() {
        log.conceal(Secret.ofText("stirringdullroots"));
        log.info("run.started", "Starting");
        log.warn("key.shown", "The key is stirringdullroots");
        assertThat(console.events())
                .containsExactly(
                        new LoggedEvent(NOW, 1, Event.of(Event.Level.INFO, "run.started", "Starting")),
                        new LoggedEvent(NOW, 2, Event.of(Event.Level.WARN, "key.shown", "The key is [redacted]")));
    }

    @Test
    void eightThreadsGetOneOrderWithoutGaps() throws Exception {
        int threads = 8;
        int each = 2000;
        CyclicBarrier together = new CyclicBarrier(threads);
        Thread[] tellers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            String module = "m" + i;
            tellers[i] = new Thread(() -> {
                await(together);
                for (int k = 0; k < each; k++) {
                    log.emit(Event.output(module, 1, Integer.toString(k), 0, 0));
                }
            });
            tellers[i].start();
        }
        for (Thread teller : tellers) {
            teller.join();
        }
        assertThat(console.sequences())
                .isEqualTo(
                        LongStream.rangeClosed(1, (long) threads * each).boxed().toList());
        assertThat(console.events().stream()
                        .filter(logged -> "m3".equals(logged.event().module()))
                        .map(logged -> Integer.parseInt(logged.event().message())))
                .isSorted()
                .hasSize(each);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFirstAddedSinkIsToldWhatWasToldBefore() {
        log.info("a", "one");
        log.info("a", "two");
        RecordedSink spool = new RecordedSink();
        log.addSink(spool);
        log.info("a", "three");
        assertThat(spool.messages()).containsExactly("one", "two", "three");
        assertThat(spool.sequences()).containsExactly(1L, 2L, 3L);
        assertThat(console.messages()).containsExactly("one", "two", "three");
    }

    @Test
    void aSinkOfAResumedRunGoesOnWithItsOwnNumbers() {
        log.info("a", "one");
        RecordedSink spool = new RecordedSink(411);
        log.addSink(spool);
        log.info("a", "two");
        assertThat(spool.sequences()).containsExactly(412L, 413L);
    }

    @Test
    void ofTooManyEarlyEventsTheFirstAreKeptAndTheOthersCounted() {
        for (int i = 0; i < EventLog.MOST_EARLY + 5; i++) {
            log.info("a", "early");
        }
        RecordedSink spool = new RecordedSink();
        log.addSink(spool);
        assertThat(spool.events()).hasSize(EventLog.MOST_EARLY + 1);
        assertThat(spool.messages().get(EventLog.MOST_EARLY)).startsWith("5 early events");
        assertThat(spool.sequences())
                .isEqualTo(LongStream.rangeClosed(1, EventLog.MOST_EARLY + 1)
                        .boxed()
                        .toList());
    }

    @Test
    void whatASinkTellsWhileItIsToldComesAfter() {
        log.addSink(new EventSink() {
            private boolean told;

            @Override
            public void accept(LoggedEvent event) {
                if (!told) {
                    told = true;
                    log.warn("log.full", "no room");
                }
            }

            @Override
            public boolean flush() {
                return true;
            }

            @Override
            public void close() {}
        });
        RecordedSink last = new RecordedSink();
        log.addSink(last);
        log.info("a", "one");
        log.info("a", "two");
        assertThat(last.messages()).containsExactly("one", "no room", "two");
        assertThat(last.sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aFaultySinkFailsNobodyAndIsToldOnce() {
        log.addSink(new Faulty());
        log.info("a", "one");
        log.info("a", "two");
        log.close();
        assertThat(console.messages())
                .containsExactly(
                        "one", "Faulty failed and is told no more: java.lang.IllegalStateException: broken", "two");
        assertThat(console.isClosed()).isTrue();
    }

    @Test
    void closingTellsWhatWasHeldBackThenFlushesThenCloses() {
        log.conceal(Secret.ofText("stirringdullroots"));
        log.emit(Event.output("m", 1, "so stirring", 1, 0));
        log.close();
        log.info("a", "too late");
        log.close();
        assertThat(console.messages()).containsExactly("so ", "stirring");
        assertThat(console.flushes()).isEqualTo(1);
        assertThat(console.isClosed()).isTrue();
    }

    private static final class Faulty implements EventSink {
        @Override
        public void accept(LoggedEvent event) {
            throw new IllegalStateException("broken");
        }

        @Override
        public boolean flush() {
            throw new IllegalStateException("broken");
        }

        @Override
        public void close() {
            throw new IllegalStateException("broken");
        }
    }
}
