package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.RecordedEvents;

/** What {@code tar x} makes of an archive, and what we make of it, is the same. */
class UnpackerAgainstTarTest {
    private static final String TREE = """
            mkdir -p tree/redis/conf tree/empty tree/read-only tree/lib; cd tree
            printf 'echo redis\\n' > redis/start-up.sh; chmod 755 redis/start-up.sh
            printf x > redis/conf/x; chmod 600 redis/conf/x; chmod 2755 redis/conf; chmod g-s redis/conf
            head -c 3000000 /dev/urandom > redis/large; head -c 512 /dev/urandom > lib/block
            : > lib/nothing; chmod 0 lib/nothing; chmod 664 lib/block
            printf y > read-only/y; ln redis/large lib/same; ln read-only/y read-only/z
            ln -s ../redis/large lib/link; ln -s /etc/passwd lib/absolute; ln -s ../../../.. lib/out; ln -s nowhere lib/dangling
            ln -s ../redis/ lib/slash
            printf n > $'new\\nline'; printf s > ' blank'; printf q > "quote'\\"\\\\"; printf d > -dash
            mkdir -p one/two/three; printf t > one/two/three/file; chmod 1777 one
            touch -d '1999-12-31 23:59:59 UTC' lib/block read-only redis; touch -h -d '2001-02-03 UTC' lib/link
            touch -d '2030-01-01 UTC' one/two
            chmod 555 read-only; chmod 711 empty
            """;
    private static final String LONG_NAMES = """
            long=$(printf 'n%.0s' {1..200}); path=$(printf 'folder%.0s/' {1..30})
            mkdir -p "$path/$long"; printf l > "$path/$long/file"; ln -s "$path$path$path$long" link; ln "$path/$long/file" hard
            printf u > "$long"
            """;
    private static final String BYTES = """
            mkdir -p $'caf\\xc3\\xa9/\\xe9t\\xe9'; printf a > $'caf\\xc3\\xa9/\\xe9t\\xe9/\\xff'; printf b > 'grüße 日本'
            ln -s $'caf\\xc3\\xa9/\\xe9t\\xe9' $'\\xe8'; ln $'caf\\xc3\\xa9/\\xe9t\\xe9/\\xff' $'\\xe7'
            """;

    @TempDir
    private Path folder;

    private final RecordedEvents events = new RecordedEvents();

    @BeforeEach
    void needTools() {
        Tools.need("tar");
    }

    @AfterEach
    void deleteLinksThatLeadOut() throws Exception {
        Tools.bash(folder, "rm -rf ./*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v7", "ustar", "oldgnu", "gnu", "posix"})
    void aTreeIsTheSameInEveryFormat(String format) throws Exception {
        Tools.bash(folder, TREE);
        compare("tar c --format=" + format + " -C tree .");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldgnu", "gnu", "posix"})
    void longNamesAreTheSame(String format) throws Exception {
        Tools.bash(folder, "mkdir tree; cd tree;" + LONG_NAMES);
        compare("cd tree; tar c --format=" + format + " *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ustar", "gnu", "posix"})
    void namesOfAnyBytesAreTheSame(String format) throws Exception {
        Tools.bash(folder, "mkdir tree; cd tree;" + BYTES);
        compare("tar c --format=" + format + " tree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=oldgnu",
                "--format=gnu",
                "--format=posix --sparse-version=0.0",
                "--format=posix --sparse-version=0.1",
                "--format=posix --sparse-version=1.0"
            })
    void sparseFilesAreTheSame(String format) throws Exception {
        Tools.bash(
                folder,
                "mkdir tree; cd tree; truncate -s 5M hole; truncate -s 3M end; printf begin | dd of=end conv=notrunc;"
                        + " truncate -s 2M middle; for i in 1 9 33 77 120 200 201 300 333 400; do"
                        + " printf data$i | dd of=middle bs=4096 seek=$i conv=notrunc; done; printf after > zz");
        compare("tar c -S " + format + " tree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--numeric-owner",
                "--owner=daemon:1 --group=daemon:1",
                "--owner=nosuchuser:1234 --group=nosuch:2345",
                "--owner=root:4242 --group=4294967294"
            })
    void ownersAreTheSame(String owners) throws Exception {
        Tools.bash(folder, "mkdir -p tree/a; printf x > tree/a/x; ln -s x tree/a/l; chmod 640 tree/a/x");
        compare("tar c --format=gnu " + owners + " tree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar c tree tree", // every entry twice
                "tar c tree/b tree/a tree/b tree/c tree/a", // folders come again
                "tar c --no-recursion tree/a/x tree/a tree/b/y tree/b", // folders after what is in them
                "tar c --no-recursion tree/a/x tree/b/y", // folders that no entry describes
                "find tree -depth -print0 | tar c --no-recursion --null -T -",
                "tar c --format=posix --pax-option=globexthdr.name=g,comment=hello tree",
                "tar c --format=posix --pax-option=mtime:=1577934245.123456789 tree",
                "tar c --format=gnu -V label tree",
                "tar c --format=gnu -G tree", // listings of folders
                "tar c -b 1 tree",
                "tar c -b 1 tree | head -c -512", // one block of zeros for an end
                "{ tar c tree; head -c 5000 /dev/urandom; }",
                "{ tar c tree/a; tar c tree/b; }", // only the first counts
                "tar c -C tree a b -C / etc/hostname"
            })
    void unusualArchivesAreTheSame(String pack) throws Exception {
        Tools.bash(
                folder,
                "mkdir -p tree/a tree/b tree/c; printf 1 > tree/a/x; printf 2 > tree/b/y; printf 3 > tree/c/z;"
                        + " ln tree/a/x tree/c/x; ln -s ../a tree/c/a; chmod 711 tree/a; chmod 555 tree/b;"
                        + " touch -d '2011-11-11 11:11:11.5 UTC' tree/a tree/b tree/c");
        compare(pack);
    }

    @Test
    void laterEntriesReplaceEarlierOnes() throws Exception {
        Tools.bash(
                folder,
                "mkdir -p 1/d 1/e 2 3/x; printf 1 > 1/f; printf 1 > 1/x; ln -s f 1/l; printf 1 > 1/m; ln 1/m 1/n;"
                        + " printf two > 2/f; printf 2 > 2/l; ln -s f 2/m; printf 2 > 2/d; printf 3 > 3/x/y; ln 2/f 2/g;"
                        + " tar cf 1.tar -C 1 . ; tar cf 2.tar -C 2 f g l m d; tar cf 3.tar -C 3 x;"
                        + " cp 1.tar all.tar; tar Af all.tar 2.tar; tar Af all.tar 3.tar");
        compare("cat all.tar");
    }

    private void compare(String pack) throws Exception {
        String past = "find . -mindepth 1 -newermt '-1 day' -exec touch -hd '2026-01-02 03:04:05.25 UTC' {} +;";
        Tools.bash(folder, past + " ( " + pack + " ) > archive; mkdir expected");
        Instant unpacked = Instant.now();
        Tools.bash(folder, "tar x -C expected < archive");
        Path actual = Files.createDirectory(folder.resolve("actual"));
        try (InputStream in = Files.newInputStream(folder.resolve("archive"))) {
            new Unpacker(Limits.DEFAULT, events).unpack(in, actual);
        }
        String expected = Trees.of(folder.resolve("expected"), unpacked);
        assertThat(Trees.of(actual, unpacked)).isEqualTo(expected);
        assertThat(expected).isNotEmpty();
    }
}
