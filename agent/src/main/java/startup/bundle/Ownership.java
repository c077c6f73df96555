package startup.bundle;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives files the owner, mode and time that {@code tar x} gives them: for root exactly those of the archive, and owners
 * by name where this machine knows the name; for anyone else the mode less the umask, and their own. Set-id bits are
 * never given.
 *
 * <p>Safe for many threads. Source: manual of GNU tar, "Overwriting and permissions".
 */
final class Ownership {
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ,
    };
    private static final int ALL = 0777;
    private static final int OWNER_ALL = 0700;
    private static final int OWNER_READ = 0400;
    private static final int STICKY = 01000;

    private final boolean root;
    private final int umask;
    private final UserPrincipal user;
    private final GroupPrincipal group;
    private final Map<Integer, FileAttribute<Set<PosixFilePermission>>> attributes = new ConcurrentHashMap<>();
    private final Map<String, Owner> owners = new ConcurrentHashMap<>();
    private volatile @Nullable Owner last;

    private Ownership(boolean root, int umask, UserPrincipal user, GroupPrincipal group) {
        this.root = root;
        this.umask = umask;
        this.user = user;
        this.group = group;
    }

    /** Finds out who we are and what our umask is from a file that it makes in {@code folder} and deletes. */
    static Ownership in(Path folder) throws IOException {
        Path probe = folder.resolve(".probe");
        Files.createFile(probe, PosixFilePermissions.asFileAttribute(EnumSet.allOf(PosixFilePermission.class)));
        Found made = Found.at(probe);
        PosixFileAttributes owners = Files.readAttributes(probe, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Files.delete(probe);
        boolean root = made.attributes().user() == 0;
        return new Ownership(root, ~made.mode() & ALL, owners.owner(), owners.group());
    }

    /** The mode that an entry ends with. */
    int wanted(Attributes attributes) {
        return root ? attributes.mode() & (ALL | STICKY) : attributes.mode() & ALL & ~umask;
    }

    /** The mode to make a file with: what is wanted, or a bit more until its time is set. */
    int makingFile(int wanted) {
        // Java sets times through an open file, so whoever is not root must be able to open it.
        return root ? wanted & ALL : (wanted & ALL) | OWNER_READ;
    }

    /** The mode to make a folder with: its owner must be able to fill it. */
    int makingFolder(int wanted) {
        return (wanted & ALL) | OWNER_ALL;
    }

    /** The mode of a folder that no entry describes. */
    int makingUndescribedFolder() {
        return ALL;
    }

    /** What a mode becomes when something is made with it. */
    int made(int making) {
        return making & ~umask;
    }

    /** For the call that makes something: so it is never there with a wrong mode, and one call is saved. */
    FileAttribute<?> attribute(int making) {
        return attributes.computeIfAbsent(making, m -> PosixFilePermissions.asFileAttribute(permissions(m)));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }

    /** Lets a folder that is there be filled, if its mode does not. Returns the mode that it has now. */
    int unlock(Path folder, int mode) throws IOException {
        int open = mode | OWNER_ALL;
        if (!root && open != mode) {
            setMode(folder, open);
            return open;
        }
        return mode;
    }

    /** What a file or folder, of which nothing more is to be written, ends with; no link. {@code mode} is what it has now. */
    void settle(Path path, Attributes described, int mode) throws IOException {
        own(path, described);
        setTime(path, described);
        int wanted = wanted(described);
        if (wanted != mode) {
            setMode(path, wanted);
        }
    }

    /** For a symbolic link, which has no mode of its own. */
    void settleLink(Path link, Attributes described) throws IOException {
        own(link, described);
        setTime(link, described, LinkOption.NOFOLLOW_LINKS);
    }

    private static void setMode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }

    private static void setTime(Path path, Attributes described, LinkOption... options) throws IOException {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, options)
                .setTimes(described.modified(), null, null);
    }

    private void own(Path path, Attributes described) throws IOException {
        if (!root) {
            return;
        }
        Owner owner = owner(described);
        if (owner.user.equals(user) && owner.group.equals(group)) {
            return;
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!owner.user.equals(user)) {
            view.setOwner(owner.user);
        }
        if (!owner.group.equals(group)) {
            view.setGroup(owner.group);
        }
    }

    /** Mostly the same as that of the entry before; a look-up may ask a server. */
    private Owner owner(Attributes described) throws IOException {
        Owner owner = last;
        if (owner == null || !owner.isOf(described)) {
            String key = described.userName()
                    + ':'
                    + described.user()
                    + ':'
                    + described.groupName()
                    + ':'
                    + described.group();
            owner = owners.get(key);
            if (owner == null) {
                owner = new Owner(described);
                owners.put(key, owner);
            }
            last = owner;
        }
        return owner;
    }

    /** Who an archive means, on this machine. */
    private static final class Owner {
        private final Attributes described;
        private final UserPrincipal user;
        private final GroupPrincipal group;

        Owner(Attributes described) throws IOException {
            this.described = described;
            this.user = lookUpUser(described.userName(), described.user());
            this.group = lookUpGroup(described.groupName(), described.group());
        }

        boolean isOf(Attributes other) {
            return other.user() == described.user()
                    && other.group() == described.group()
                    && other.userName().equals(described.userName())
                    && other.groupName().equals(described.groupName());
        }
    }

    private static UserPrincipal lookUpUser(String name, long number) throws IOException {
        UserPrincipalLookupService lookup = FileSystems.getDefault().getUserPrincipalLookupService();
        try {
            return lookup.lookupPrincipalByName(isNumber(name) ? numeral(number) : name);
        } catch (UserPrincipalNotFoundException e) {
            return lookup.lookupPrincipalByName(numeral(number));
        }
    }

    private static GroupPrincipal lookUpGroup(String name, long number) throws IOException {
        UserPrincipalLookupService lookup = FileSystems.getDefault().getUserPrincipalLookupService();
        try {
            return lookup.lookupPrincipalByGroupName(isNumber(name) ? numeral(number) : name);
        } catch (UserPrincipalNotFoundException e) {
            return lookup.lookupPrincipalByGroupName(numeral(number));
        }
    }

    /** Java takes a numeral for the number, so a name that looks like one must not be asked for. */
    private static boolean isNumber(String name) {
        return name.isEmpty() || Character.isDigit(name.charAt(0)) || name.charAt(0) == '-';
    }

    /** Java's numbers are signed and the system's are not, but the bits are the same. */
    private static String numeral(long number) {
        return Integer.toString((int) number);
    }
}
