package startup.plan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The digest of what lies in a folder: names, kinds, modes, contents, and where symbolic links lead. They are never
 * followed. Times, owners, and the order in which a folder is listed are not in it.
 *
 * <p>It is over the entries in the order of a walk: in each folder by the bytes of their names, and a folder's own
 * entries right after it. An entry is
 *
 * <pre>
 * kind    1 byte: 'd' folder, 'f' file, 'l' symbolic link, 'o' anything else, which is not opened
 * depth   4 bytes: 1 for what lies in the top folder
 * name    4 bytes of length, then its bytes: the last part of the path only
 * mode    4 bytes: the permission bits with set-id and sticky, 07777; not for a link
 * content 'f': 32 bytes, its SHA-256; 'l': 4 bytes of length, then what it says
 * </pre>
 *
 * <p>Numbers have their highest byte first.
 */
final class TreeDigest {
    private static final int MODE_BITS = 07777;
    private static final int TYPE_BITS = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;

    private final FileDigests files;
    private final Set<Path> leftOut;
    private final Digest digest = new Digest();

    /**
     * One that is good for one folder.
     *
     * @param leftOut what is another's, with all that is in it
     */
    TreeDigest(FileDigests files, Set<Path> leftOut) {
        this.files = files;
        this.leftOut = leftOut;
    }

    /** Of the entries of {@code folder}; of itself the mode only if {@code withMode}. */
    byte[] of(Path folder, boolean withMode) throws IOException {
        if (withMode) {
            digest.number(modeAndType(folder) & MODE_BITS);
        }
        walk(folder, 1);
        return digest.finish();
    }

    private void walk(Path folder, int depth) throws IOException {
        for (Map.Entry<byte[], Path> child : children(folder).entrySet()) {
            if (!leftOut.contains(child.getValue())) {
                add(child.getKey(), child.getValue(), depth);
            }
        }
    }

    private void add(byte[] name, Path path, int depth) throws IOException {
        int mode = modeAndType(path);
        int type = mode & TYPE_BITS;
        digest.octet(type == FOLDER ? 'd' : type == FILE ? 'f' : type == LINK ? 'l' : 'o')
                .number(depth)
                .bytes(name);
        if (type == LINK) {
            digest.bytes(RawName.ofTarget(Files.readSymbolicLink(path)));
            return;
        }
        digest.number(mode & MODE_BITS);
        if (type == FILE) {
            digest.raw(files.of(path));
        } else if (type == FOLDER) {
            walk(path, depth + 1);
        }
    }

    private static Map<byte[], Path> children(Path folder) throws IOException {
        Map<byte[], Path> children = new TreeMap<>(Arrays::compareUnsigned);
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
            for (Path child : listing) {
                children.put(RawName.of(child), child);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    private static int modeAndType(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }
}
