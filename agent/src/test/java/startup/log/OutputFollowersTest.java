package startup.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Event;
import startup.base.Events;
import startup.base.RecordedEvents;
import startup.base.Secret;

class OutputFollowersTest {
    private static final long PLENTY = 1 << 30;

    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();

    private Path file() throws IOException {
        Path file = folder.resolve("1.log");
        return Files.exists(file) ? file : Files.createFile(file);
    }

    private void print(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.APPEND);
    }

    @Test
    void drainTellsAllThatIsThereButAnUnterminatedLine() throws IOException {
        try (OutputFollowers followers = new OutputFollowers(events, PLENTY, () -> true)) {
            Followed followed = followers.follow(file(), "web", 2);
            print("one\ntwo\nthr");
            followed.drain();

            assertThat(events.all())
                    .containsExactly(Event.output("web", 2, "one", 0, 0), Event.output("web", 2, "two", 0, 4));
            assertThat(followed.bytes()).isEqualTo(11);
        }
    }

    @Test
    void anEndedAttemptsUnterminatedLineIsToldAndItsDaemonIsFollowedOn() throws IOException {
        OutputFollowers followers = new OutputFollowers(events, PLENTY, () -> true);
        Followed followed = followers.follow(file(), "web", 1);
        print("last words");
        followed.end();
        assertThat(events.messages(Event.MODULE_OUTPUT)).containsExactly("last words");

        print("the daemon speaks\nand is cut");
        followers.close();

        assertThat(events.messages(Event.MODULE_OUTPUT))
                .containsExactly("last words", "the daemon speaks", "and is cut");
    }

    /** A run of a thousand attempts came to the limit of 1,024 open files, where the JVM does not raise it. */
    @Test
    void anEndedAttemptHoldsNoDescriptorAndItsDaemonIsToldWithoutAnybodyAsking() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Events bell = new Events() {
            @Override
            public void emit(Event event) {
                told.countDown();
            }

            @Override
            public void conceal(Secret secret) {}
        };
        try (OutputFollowers followers = new OutputFollowers(bell, PLENTY, () -> true)) {
            Followed followed = followers.follow(file(), "web", 1);
            assertThat(openHere()).contains(file().toRealPath());

            followed.end();

            assertThat(openHere()).doesNotContain(file().toRealPath());
            print("the daemon speaks\n");
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static List<Path> openHere() throws IOException {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)) {
                    open.add(Files.readSymbolicLink(descriptor));
                }
            }
        }
        return open;
    }

    @Test
    void linesAreToldWhileTheAttemptRunsWithoutAnybodyAsking() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Events bell = new Events() {
            @Override
            public void emit(Event event) {
                told.countDown();
            }

            @Override
            public void conceal(Secret secret) {}
        };
        try (OutputFollowers followers = new OutputFollowers(bell, PLENTY, () -> true)) {
            followers.follow(file(), "web", 1);
            print("hello\n");

            assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void aFileThatIsCutToNothingIsReadFromItsBeginning() throws IOException {
        try (OutputFollowers followers = new OutputFollowers(events, PLENTY, () -> true)) {
            Followed followed = followers.follow(file(), "web", 1);
            print("a long first line\n");
            followed.drain();
            Files.writeString(file(), "anew\n");
            followed.drain();

            assertThat(events.messages(Event.MODULE_OUTPUT)).containsExactly("a long first line", "anew");
        }
    }

    @Test
    void whatIsOverTheLimitIsNotReadAndSaidToBeOver() throws IOException {
        try (OutputFollowers followers = new OutputFollowers(events, 10, () -> true)) {
            Followed followed = followers.follow(file(), "web", 1);
            print("12345678\n");
            followed.drain();
            assertThat(followed.overflowed()).isFalse();

            print("9abcdef\n");
            followed.end();

            assertThat(followed.overflowed()).isTrue();
            assertThat(followed.bytes()).isEqualTo(10);
            assertThat(events.messages("module.overflowed")).hasSize(1);
            assertThat(events.messages(Event.MODULE_OUTPUT)).containsExactly("12345678", "9");
        }
    }

    @Test
    void aThreadThatIsInterruptedCanDrain() throws IOException {
        try (OutputFollowers followers = new OutputFollowers(events, PLENTY, () -> true)) {
            Followed followed = followers.follow(file(), "web", 1);
            Thread.currentThread().interrupt();
            try {
                Files.write(file(), "one\n".getBytes(StandardCharsets.UTF_8));
                followed.drain();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            print("two\n");
            followed.drain();

            assertThat(events.messages(Event.MODULE_OUTPUT)).containsExactly("one", "two");
        }
    }

    @Test
    void aFileThatNobodyHoldsIsDeletedInTheEnd() throws IOException {
        OutputFollowers followers = new OutputFollowers(events, PLENTY, () -> true);
        followers.follow(file(), "web", 1);
        print("one\n");
        followers.close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatSomebodyStillHoldsIsKept() throws Exception {
        Process holder = new ProcessBuilder("cat")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file().toFile()))
                .start();
        try (OutputStream input = holder.getOutputStream()) {
            OutputFollowers followers = new OutputFollowers(events, PLENTY, () -> true);
            followers.follow(file(), "web", 1);
            followers.close();
            assertThat(file()).exists();
            input.write('x');
        } finally {
            holder.waitFor();
        }
    }

    @Test
    void aFileThatIsNotThereIsNotFollowed() {
        try (OutputFollowers followers = new OutputFollowers(events, PLENTY, () -> true)) {
            assertThatThrownBy(() -> followers.follow(folder.resolve("none"), "web", 1))
                    .isInstanceOf(IOException.class);
        }
    }
}
