package startup.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class LocationTest {
    @TempDir
    Path folder;

    private Location parse(String text) throws AgentException {
        return Location.parse(text, folder);
    }

    @Test
    void aDashIsStandardInput() throws AgentException {
        assertThat(parse("-")).isEqualTo(new Location.StandardInput());
    }

    @ParameterizedTest
    @CsvSource({
        "web.bundle, web.bundle",
        "a/b:c, a/b:c",
        "C:stuff, C:stuff",
        "file:web.bundle, web.bundle",
        "file:a%20b+c, a b+c",
        "FILE:./x, ./x"
    })
    void aRelativePathBeginsAtTheWorkingFolderAndIsShownAsWritten(String text, String display) throws AgentException {
        assertThat(parse(text)).isEqualTo(new Location.File(folder.resolve(display), display));
        assertThat(parse(text).display()).isEqualTo(display);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt/a b", "file:/opt/a%20b", "file:///opt/a%20b", "file://localhost/opt/a%20b"})
    void anAbsolutePathIsItself(String text) throws AgentException {
        assertThat(parse(text)).isEqualTo(new Location.File(Path.of("/opt/a b"), "/opt/a b"));
    }

    @Test
    void whatIsADirectoryIsSeenWhenLooking() throws IOException {
        Path modules = Files.createDirectory(folder.resolve("modules"));
        assertThat(parse("modules")).isEqualTo(new Location.Directory(modules, "modules"));
        assertThat(parse("file:modules")).isInstanceOf(Location.Directory.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/b.tar, http://host/b.tar",
        "HTTPS://Host:8443/b?X-Amz-Signature=secret#secret, HTTPS://Host:8443/b",
        "http://user:secret@host/b, http://host/b",
        "http://a@b:secret@host/b, http://host/b",
        "http://host/with space?secret, http://host/with%20space",
        "http://old_bucket.s3.amazonaws.com/k, http://old_bucket.s3.amazonaws.com/k",
        "http://host, http://host"
    })
    void aUrlIsShownWithoutItsSecrets(String text, String display) throws AgentException {
        Location location = parse(text);
        assertThat(location).isInstanceOf(Location.Http.class);
        assertThat(location.display()).isEqualTo(display);
        assertThat(location.toString()).doesNotContain("secret");
    }

    @Test
    void anObjectOfS3HasABucketAKeyAndPerhapsAVersion() throws AgentException {
        assertThat(parse("s3://boot/web/b.tar")).isEqualTo(new Location.S3("boot", "web/b.tar", Optional.empty()));
        assertThat(parse("s3://boot/b?versionId=3/L4kq"))
                .isEqualTo(new Location.S3("boot", "b", Optional.of("3/L4kq")));
        assertThat(parse("s3://boot/b?versionId=3").display()).isEqualTo("s3://boot/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file:",
                "file://host/secret",
                "file:/a%zz-secret",
                "http:secret",
                "http:///secret",
                "https://a host/secret",
                "http://host:port/secret",
                "s3://secret",
                "s3://secret/",
                "s3:///secret",
                "s3:secret",
                "ftp://host/secret",
                "nul\u0000secret"
            })
    void whatIsNoLocationIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(AgentException.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(refusal.getMessage()).doesNotContain("secret");
        });
    }
}
