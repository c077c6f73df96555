package startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code agent.jar} is, seen from outside: the file that a machine downloads. */
class AgentJarIT {
    /** JVMS table 4.1-A: class files of Java 17. */
    private static final int JAVA_17 = 61;

    /** The aim of issue 3 is 3 MB; a library that stops being shrunk adds more than the rest of this. */
    private static final long MOST_BYTES = 4_000_000;

    private static final Pattern LIBRARY = Pattern.compile("bom-ref=\"pkg:maven/(?!startup/)[^/\"]+/([^@\"]+)@");

    private final Path jar = Path.of(System.getProperty("agent.jar"));

    @TempDir
    private Path folder;

    @Test
    void theManifestSaysWhatToStartAndWhatThisIs() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Main-Class")).isEqualTo("startup.cli.Main");
            assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
            assertThat(manifest.getValue("Implementation-Commit")).matches("[0-9a-f]{40}(-dirty)?|unknown");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
        }
    }

    @Test
    void everyClassRunsOnJava17() throws IOException {
        List<String> newer = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : entries(file, ".class")) {
                try (DataInputStream bytes = new DataInputStream(file.getInputStream(entry))) {
                    bytes.skipNBytes(6);
                    if (bytes.readUnsignedShort() > JAVA_17) {
                        newer.add(entry.getName());
                    }
                }
            }
        }
        assertThat(newer).isEmpty();
    }

    @Test
    void whatIsFoundByNameIsThere() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(text(file, "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                    .isEqualToIgnoringNewLines("ch.qos.logback.classic.spi.LogbackServiceProvider");
            assertThat(file.getEntry("ch/qos/logback/classic/spi/LogbackServiceProvider.class"))
                    .isNotNull();
            // Without these Logback prints its own log, from the first message on.
            assertThat(file.getEntry("ch/qos/logback/classic/logback-classic-version.properties"))
                    .isNotNull();
            assertThat(file.getEntry("ch/qos/logback/core/logback-core-version.properties"))
                    .isNotNull();
            assertThat(entries(file, ".so"))
                    .extracting(JarEntry::getName)
                    .anyMatch(name -> name.startsWith("linux/amd64/libzstd-jni"))
                    .anyMatch(name -> name.startsWith("linux/aarch64/libzstd-jni"));
        }
    }

    @Test
    void whatNobodyReachesIsNotThere() throws IOException {
        assertThat(Files.size(jar)).isLessThan(MOST_BYTES);
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(entries(file, ""))
                    .extracting(JarEntry::getName)
                    .noneMatch(name -> name.startsWith("META-INF/maven/"))
                    .noneMatch(name -> name.startsWith("META-INF/versions/"))
                    .noneMatch(name -> name.startsWith("org/bouncycastle/pqc/"))
                    .noneMatch(name -> name.endsWith("module-info.class"));
        }
    }

    @Test
    void everyLibraryOfThePartsListIsNamedWithItsLicense() throws IOException {
        Path parts = jar.resolveSibling("bom.xml");
        assumeTrue(Files.exists(parts) || System.getenv("CI") != null, "a build without network makes no parts list");
        try (JarFile file = new JarFile(jar.toFile())) {
            String named = text(file, "META-INF/licenses/THIRD-PARTY.txt");
            assertThat(LIBRARY.matcher(Files.readString(parts)).results().map(library -> library.group(1)))
                    .hasSizeGreaterThan(12)
                    .allSatisfy(library -> assertThat(named.contains(library))
                            .as("THIRD-PARTY.txt names %s", library)
                            .isTrue());
            assertThat(text(file, "META-INF/licenses/LICENSE")).contains("Apache License");
        }
    }

    @Test
    void itStartsWithoutAWarning() throws Exception {
        Path errors = folder.resolve("errors");
        Process agent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "--version")
                .redirectError(errors.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isZero();
        assertThat(errors).isEmptyFile();
    }

    private static List<JarEntry> entries(JarFile file, String ending) {
        return file.stream().filter(entry -> entry.getName().endsWith(ending)).toList();
    }

    private static String text(JarFile file, String name) throws IOException {
        return new String(file.getInputStream(file.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
