package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import startup.base.Event;
import startup.base.RecordedEvents;

class DiagnosticsTest {
    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();
    private final Logger library = LoggerFactory.getLogger("org.example.Library");

    @Test
    void whatALibraryWarnsOfArrivesAsAnEvent() {
        try (Diagnostics installed = Diagnostics.install(events, false)) {
            assertThat(installed).isNotNull();
            library.debug("detail");
            library.info("state");
            library.warn("pool of {} is empty", 8);
            library.error("closed", new IOException("reset by peer"));
        }
        assertThat(events.all())
                .containsExactly(
                        Event.of(Event.Level.WARN, "agent.diagnostic", "org.example.Library: pool of 8 is empty"),
                        Event.of(
                                Event.Level.ERROR,
                                "agent.diagnostic",
                                "org.example.Library: closed (java.io.IOException: reset by peer)"));
    }

    @Test
    void withDebugEverythingArrives() {
        try (Diagnostics installed = Diagnostics.install(events, true)) {
            assertThat(installed).isNotNull();
            library.trace("every byte");
            library.debug("detail");
            library.info("state");
        }
        assertThat(events.all().stream().map(Event::level)).containsExactly(Event.Level.DEBUG, Event.Level.INFO);
    }

    @Test
    void onceClosedNothingArrives() {
        Diagnostics.install(events, false).close();
        library.error("too late");
        assertThat(events.all()).isEmpty();
    }

    /** Forked, for this JVM's streams and Logback are the test framework's. */
    @Test
    void aLibrarysWarningsAreHeardAndNothingElseIsPrinted() throws Exception {
        Files.writeString(folder.resolve("logback.xml"), "<configuration debug=\"true\"/>");
        Process process = fork(Speaker.class, folder.toString());
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("WARNING lib: heard\n");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void nothingOfLogbackIsLoadedForALogWithoutDiagnostics() throws Exception {
        Process process = fork(Writer.class, folder.toString(), "-verbose:class");
        String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(loaded).contains("startup.log.EventLog").doesNotContain("ch.qos", "org.slf4j", "java.util.regex.P");
    }

    private Process fork(Class<?> main, String classPath, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(classPath + File.pathSeparator + System.getProperty("java.class.path"));
        command.add(main.getName());
        command.add(folder.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /** Logs before the diagnostics are there, with them, and after. */
    static final class Speaker {
        private Speaker() {}

        public static void main(String[] args) {
            Logger library = LoggerFactory.getLogger("lib");
            library.error("nobody hears this");
            EventLog log = Started.log(new Console(System.out, false, false));
            Diagnostics installed = Diagnostics.install(log, false);
            library.warn("heard");
            library.info("quiet");
            installed.close();
            library.warn("not any more");
            log.close();
        }
    }

    /** An event through a spool and a console, as most runs have them. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            EventLog log = Started.log(new Console(System.out, false, false));
            log.addSink(Spool.open(Path.of(args[0], "events.ndjson"), "ID", java.util.Optional::empty, log));
            log.emit(Event.output("m", 1, "one line", 0));
            log.close();
        }
    }

    private static final class Started {
        static EventLog log(Console console) {
            return new EventLog(java.time.InstantSource.system(), new Redactor(), List.of(console));
        }
    }
}
