package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import startup.http.RawServer;

/** What a machine without the service pays for having looked. */
class LoadedClassesTest {
    private static final List<String> OF_HTTP = List.of("org.apache.hc.", "startup.http.HttpClient ");

    private static String classesLoadedBy(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                LookupMain.class.getName()));
        command.addAll(List.of(arguments));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        child.getOutputStream().close();
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whereNobodyAnswersNoClassOfHttpIsLoaded() throws IOException {
        try (RawServer silent = RawServer.start(RawServer.Exchange::awaitHangUp)) {
            assertThat(classesLoadedBy(silent.uri("").toString()))
                    .contains("found false")
                    .contains("startup.aws.MetadataSearch ")
                    .doesNotContain(OF_HTTP);
        }
    }

    @Test
    void whereTheServiceAnswersTheyAre() throws IOException {
        try (MetadataServer server = MetadataServer.start().instance("i-0abc", "eu-west-1")) {
            assertThat(classesLoadedBy(server.uri().toString(), "patiently"))
                    .contains("found true")
                    .contains(OF_HTTP);
        }
    }
}
