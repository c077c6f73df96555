package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateOwnerTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private Path file = Path.of("/");

    @BeforeEach
    void setUp() {
        file = folder.resolve("machine");
    }

    private void write(@Nullable String instance, @Nullable String machine) throws IOException {
        StateOwner.at(file).claim(Optional.ofNullable(instance), Optional.ofNullable(machine));
    }

    /** Of the file and of the one who asks: the instance, the machine id. */
    @ParameterizedTest
    @CsvSource({
        "i-1, m1, i-2, m2, true",
        "i-1, m1, i-2, m1, true",
        "i-1,   , i-2,   , true",
        "i-1, m1, i-1, m1, false",
        "i-1, m1, i-1, m2, false",
        "i-1, m1,    , m1, false",
        "i-1, m1,    , m2, false",
        "   , m1, i-2, m2, true",
        "   , m1,    , m2, true",
        "   , m1, i-2, m1, false",
        "   , m1,    ,   , false",
        "   ,   , i-2, m2, false",
    })
    void theInstanceDecidesWhereBothKnowOneAndElseTheMachineIdWhereNoneWasKnown(
            @Nullable String wasInstance,
            @Nullable String wasMachine,
            @Nullable String instance,
            @Nullable String machine,
            boolean another)
            throws IOException {
        write(wasInstance, wasMachine);
        assertThat(StateOwner.at(file).isAnother(Optional.ofNullable(instance), Optional.ofNullable(machine)))
                .isEqualTo(another);
    }

    @Test
    void stateWithoutTheFileIsOfWhoeverAsks() {
        StateOwner owner = StateOwner.at(file);
        assertThat(owner.isAnother(Optional.of("i-1"), Optional.of(ID))).isFalse();
        assertThat(owner.warning()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void theFileIsOneLineOfJsonAndPrivate() throws IOException {
        write("i-0abc", ID);
        assertThat(file).hasContent("{\"version\":1,\"instance\":\"i-0abc\",\"machine\":\"" + ID + "\"}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whoHasNoNamesIsWrittenDownToo() throws IOException {
        write(null, null);
        assertThat(file).hasContent("{\"version\":1,\"instance\":null,\"machine\":null}\n");
    }

    @Test
    void aFileWithoutAnInstanceLearnsIt() throws IOException {
        write(null, ID);
        write("i-1", ID);
        assertThat(file).content().contains("\"i-1\"");
    }

    @Test
    void silentMetadataTakesNothingAway() throws IOException {
        write("i-1", ID);
        write(null, "other");
        assertThat(file).content().contains("\"i-1\"", ID);
        assertThat(StateOwner.at(file).isAnother(Optional.of("i-2"), Optional.empty()))
                .isTrue();
    }

    @Test
    void anotherMachineKeepsNothingOfTheOneBefore() throws IOException {
        write("i-1", ID);
        write("i-2", null);
        assertThat(file).hasContent("{\"version\":1,\"instance\":\"i-2\",\"machine\":null}\n");
    }

    @Test
    void aFileThatSaysSoAlreadyIsNotWrittenAgain() throws IOException {
        write("i-1", ID);
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, longAgo);
        write("i-1", ID);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
        write("i-1", "new");
        assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(longAgo);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"version\":1,\"instance\":7}",
                "{\"version\":2,\"instance\":\"i-1\",\"machine\":null}",
                "{\"version\":1,\"instance\":\"i-1\"",
                "\0\0\0"
            })
    void aDamagedFileCountsAsNoneWithAWarningAndIsMendedByAClaim(String content) throws IOException {
        Files.writeString(file, content);
        StateOwner owner = StateOwner.at(file);
        assertThat(owner.warning()).get().extracting("action").isEqualTo("state.owner-unreadable");
        assertThat(owner.isAnother(Optional.of("i-9"), Optional.of(ID))).isFalse();
        owner.claim(Optional.of("i-9"), Optional.of(ID));
        assertThat(StateOwner.at(file).isAnother(Optional.of("i-1"), Optional.empty()))
                .isTrue();
        assertThat(StateOwner.at(file).warning()).isEmpty();
    }

    @Test
    void theMachineIdIs32HexadecimalDigits() throws IOException {
        Path id = folder.resolve("machine-id");
        assertThat(StateOwner.machineIdOf(id)).isEmpty();
        Files.writeString(id, ID + "\n");
        assertThat(StateOwner.machineIdOf(id)).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "uninitialized\n", "0123", "0123456789abcdef0123456789abcdeg"})
    void whatIsNoMachineIdIsNone(String content) throws IOException {
        Path id = folder.resolve("machine-id");
        Files.writeString(id, content);
        assertThat(StateOwner.machineIdOf(id)).isEmpty();
    }
}
