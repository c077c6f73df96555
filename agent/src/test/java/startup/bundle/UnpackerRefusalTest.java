package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** Promise 2: nothing is written outside the bundle's folder, and what would be is refused with its name. */
class UnpackerRefusalTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void somethingToBeHarmed() throws Exception {
        Files.createDirectory(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/victim"), "whole");
    }

    private static HandMadeTar tar() {
        return new HandMadeTar().folder("m/").file("m/start-up.sh", "echo\n");
    }

    static Stream<Arguments> refused() {
        String victim = "../../../outside/victim";
        return Stream.of(
                Arguments.of(tar().file("/tmp/evil", "x"), "'/tmp/evil' has an absolute name"),
                Arguments.of(tar().file(victim, "x"), "'" + victim + "' has '..' in its name"),
                Arguments.of(tar().folder("m/../../x"), "'m/../../x' has '..'"),
                Arguments.of(tar().file("", "x"), "'' has an empty name"),
                Arguments.of(
                        tar().entry('L', "././@LongLink", "/tmp/evil\0").file("x", "x"), "'/tmp/evil' has an absolute"),
                Arguments.of(tar().pax("path", "/tmp/evil").file("x", "x"), "'/tmp/evil' has an absolute"),
                Arguments.of(tar().pax("path", "a\0b").file("x", "x"), "'a?b' has a NUL"),
                Arguments.of(tar().globalPax("path", "../evil").file("x", "x"), "'../evil' has '..'"),
                Arguments.of(tar().file(".", "x"), "'.' has the name of the bundle's folder"),
                Arguments.of(tar().symbolicLink("./", "/tmp"), "'.' has the name of the bundle's folder"),
                Arguments.of(tar().entry('3', "dev", ""), "'dev' is a device"),
                Arguments.of(tar().entry('4', "dev", ""), "'dev' is a device"),
                Arguments.of(tar().entry('6', "pipe", ""), "'pipe' is a named pipe"),
                Arguments.of(tar().entry('M', "part", ""), "'part' goes on from another volume"),
                Arguments.of(tar().hardLink("l", "/etc/passwd"), "'/etc/passwd' has an absolute name"),
                Arguments.of(tar().hardLink("l", victim), "'" + victim + "' has '..'"),
                Arguments.of(tar().hardLink("l", "nowhere"), "'l' is a hard link to 'nowhere', which is no file"),
                Arguments.of(tar().hardLink("l", "l"), "'l' is a hard link to 'l', which is no file"),
                Arguments.of(tar().hardLink("l", "m"), "'l' is a hard link to 'm', which is no file"),
                Arguments.of(tar().hardLink("l", "m/start-up.sh/x"), "which is no file"),
                Arguments.of(
                        tar().symbolicLink("s", "../../../outside").file("s/victim", "x"),
                        "'s/victim' lies below the symbolic link 's'"),
                Arguments.of(
                        tar().symbolicLink("m/s", "/tmp").file("m/s/a/b", "x"), "lies below the symbolic link 'm/s'"),
                Arguments.of(tar().symbolicLink("s", "m").folder("s/x"), "lies below the symbolic link 's'"),
                Arguments.of(tar().symbolicLink("s", "m").symbolicLink("s/x", "y"), "lies below the symbolic link 's'"),
                Arguments.of(
                        tar().symbolicLink("s", "m").hardLink("s/x", "m/start-up.sh"),
                        "lies below the symbolic link 's'"),
                Arguments.of(
                        tar().symbolicLink("s", "m").hardLink("x", "s/start-up.sh"),
                        "is a hard link to 's/start-up.sh', which is no file"),
                // a folder that holds nothing but a link is not yet on disk as such, and still must not become one
                Arguments.of(
                        tar().folder("d").symbolicLink("d/l", "x").symbolicLink("d", "../../../outside"),
                        "lies below the symbolic link 'd'"),
                Arguments.of(
                        tar().folder("d").symbolicLink("d/l", "x").file("d", "x"),
                        "lies below 'd', which is no folder"),
                Arguments.of(
                        tar().folder("d")
                                .symbolicLink("d/l", "x")
                                .hardLink("h", "d/l")
                                .symbolicLink("d", "../../../outside"),
                        "lies below the symbolic link 'd'"),
                Arguments.of(tar().file("m/start-up.sh/x", "x"), "lies below 'm/start-up.sh', which is no folder"),
                Arguments.of(tar().file("m", "x"), "'m' has the name of a folder that has entries"),
                Arguments.of(tar().symbolicLink("m", "x"), "'m' has the name of a folder that has entries"),
                Arguments.of(tar().symbolicLink("s", ""), "'s' is a symbolic link to nothing"),
                Arguments.of(tar().pax("linkpath", "a\0b").symbolicLink("s", "x"), "'s' is a symbolic link to nothing"),
                Arguments.of(
                        tar().pax("linkpath", "x".repeat(4096)).symbolicLink("s", "x"), "to a name of over 4095 bytes"),
                Arguments.of(tar().pax("path", "a".repeat(256)).file("x", "x"), "a part of over 255 bytes"),
                Arguments.of(tar().pax("path", "a/".repeat(256) + "b").file("x", "x"), "deeper than 255 folders"),
                Arguments.of(
                        tar().pax("path", ("a".repeat(250) + "/").repeat(16) + "x".repeat(70))
                                .file("x", "x"),
                        "too long for the folder"),
                Arguments.of(
                        tar().stating((1 << 20) + 1).entry('L', "long", ""), "has an extended header of over 1 MiB"),
                Arguments.of(
                        tar().stating((1 << 20) + 1).entry('x', "pax", ""), "has an extended header of over 1 MiB"),
                Arguments.of(
                        tar().stating(20L << 30).file("huge", ""), "'huge' of 20.0 GiB it is larger than 20.0 GiB"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anEntryThatIsForbiddenIsRefusedAndNamedAndNothingIsLeft(HandMadeTar tar, String why) throws Exception {
        AgentException refusal =
                new Unpacking(folder).fails(tar.file("last", "x").bytes(), ExitStatus.REFUSED);
        assertThat(refusal).hasMessageContaining(why);
        assertThat(folder.resolve("outside/victim")).hasContent("whole");
        assertThat(Path.of("/tmp/evil")).doesNotExist();
    }

    @AfterEach
    void deleteLinksThatLeadOut() throws Exception {
        Tools.bash(folder, "rm -rf ./*");
    }

    @Test
    void aSymbolicLinkMayLeadAnywhereAndIsNotFollowed() throws Exception {
        Unpacking unpacking = new Unpacking(folder);
        unpacking.succeeds(tar().symbolicLink("m/out", "../../../outside")
                .symbolicLink("m/root", "/")
                .symbolicLink("m/victim", "../../../outside/victim")
                .file("m/victim", "replaces the link, not what it leads to")
                .symbolicLink("m/loop", "loop")
                .bytes());
        assertThat(unpacking.target().resolve("m/out")).isSymbolicLink();
        assertThat(Files.readSymbolicLink(unpacking.target().resolve("m/root"))).hasToString("/");
        assertThat(unpacking.target().resolve("m/victim"))
                .isRegularFile()
                .content()
                .startsWith("replaces");
        assertThat(folder.resolve("outside/victim")).hasContent("whole");
    }

    @Test
    void aFolderMayTakeThePlaceOfALinkAndIsThenOne() throws Exception {
        Unpacking unpacking = new Unpacking(folder);
        unpacking.succeeds(tar().symbolicLink("s", "../../outside")
                .folder("s")
                .file("s/victim", "own")
                .bytes());
        assertThat(unpacking.target().resolve("s")).isDirectory();
        assertThat(Files.isSymbolicLink(unpacking.target().resolve("s"))).isFalse();
        assertThat(folder.resolve("outside/victim")).hasContent("whole");
    }

    @Test
    void aHardLinkToASymbolicLinkIsOne() throws Exception {
        Unpacking unpacking = new Unpacking(folder);
        unpacking.succeeds(tar().symbolicLink("s", "../../outside/victim")
                .hardLink("h", "s")
                .bytes());
        assertThat(unpacking.target().resolve("h")).isSymbolicLink();
        assertThat(Files.readAttributes(unpacking.target().resolve("h"), "unix:nlink", LinkOption.NOFOLLOW_LINKS))
                .containsEntry("nlink", 2);
    }

    @Test
    void setIdBitsAreDroppedWithOneWarningAndTheStickyBitStays() throws Exception {
        Unpacking unpacking = new Unpacking(folder);
        HandMadeTar tar = tar().mode(04755)
                .file("m/a", "x")
                .mode(02755)
                .file("m/b", "x")
                .mode(06777)
                .file("m/c", "x");
        tar.mode(02775).entry('5', "m/d", "").mode(01777).entry('5', "m/tmp", "");
        unpacking.succeeds(tar.bytes());
        assertThat(Tools.bash(unpacking.target(), "stat -c '%a %n' m/a m/b m/c m/d m/tmp"))
                .isEqualTo(
                        Tools.isRoot()
                                ? "755 m/a\n755 m/b\n777 m/c\n775 m/d\n1777 m/tmp\n"
                                : "755 m/a\n755 m/b\n755 m/c\n755 m/d\n755 m/tmp\n");
        assertThat(unpacking.events.messages("bundle.set-id-dropped"))
                .containsExactly("Set-user-id or set-group-id bits were dropped from m/a, m/b, m/c and 1 more");
    }

    @Test
    void withoutSetIdBitsNothingIsWarnedOf() throws Exception {
        Unpacking unpacking = new Unpacking(folder);
        unpacking.succeeds(tar().bytes());
        assertThat(unpacking.events.all()).isEmpty();
    }

    @Test
    void modeAndOwnerOfTheTopAreIgnored() throws Exception {
        Unpacking unpacking = new Unpacking(folder);
        unpacking.succeeds(new HandMadeTar()
                .mode(0)
                .user(1)
                .entry('5', "./", "")
                .mode(0644)
                .user(0)
                .file("./m/start-up.sh", "x")
                .bytes());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacking.target())))
                .isEqualTo("rwx--x--x");
        assertThat(Files.getOwner(unpacking.target())).isEqualTo(Files.getOwner(folder));
    }
}
