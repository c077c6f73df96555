package startup.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackgroundJobTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicBoolean done = new AtomicBoolean();

    private void work() {
        begun.countDown();
        boolean interrupted = false;
        while (!done.get()) {
            try {
                mayEnd.await();
                done.set(true);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        assertThat(interrupted).isFalse();
    }

    @Test
    void itsEndIsWaitedFor() {
        BackgroundJob job = new BackgroundJob("test", this::work);
        job.begin();
        mayEnd.countDown();
        job.close();
        assertThat(done).isTrue();
    }

    @Test
    void whoDoesNotKnowYetWhetherThereIsAnythingToDoIsNotWaitedFor() throws Exception {
        BackgroundJob job = new BackgroundJob("test", this::answerNeverComes, this::work);
        job.begin();
        asked.await();
        job.abandon();
        assertThat(done).isFalse();
        assertThat(begun.getCount()).isOne();
    }

    @Test
    void workThatHasBegunIsWaitedForEvenIfItIsAbandoned() throws Exception {
        BackgroundJob job = new BackgroundJob("test", () -> true, this::work);
        job.begin();
        begun.await();
        Thread abandoning = new Thread(job::abandon);
        abandoning.start();
        mayEnd.countDown();
        abandoning.join();
        assertThat(done).isTrue();
    }

    @Test
    void nothingIsDoneWhereNothingIsWanted() {
        BackgroundJob job = new BackgroundJob("test", () -> false, this::work);
        job.begin();
        job.close();
        assertThat(begun.getCount()).isOne();
    }

    @Test
    void whatWasNotBegunIsNotWaitedFor() {
        BackgroundJob job = new BackgroundJob("test", this::work);
        job.close();
        job.abandon();
        assertThat(done).isFalse();
    }

    private boolean answerNeverComes() throws InterruptedException {
        asked.countDown();
        never.await();
        return true;
    }
}
