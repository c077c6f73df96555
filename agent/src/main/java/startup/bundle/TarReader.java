package startup.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * Reads a tar entry by entry: v7, ustar, pax and GNU, as GNU tar reads them.
 *
 * <p>Commons Compress reads a header's numbers; the walk from header to header is our own. Its
 * {@code TarArchiveInputStream} takes a cut for the end, makes absolute names relative, keeps a name of any length in
 * memory, loses names that are no UTF-8, and needs a call for each byte of a pax header.
 *
 * <p>Errors: a tar without an end marker, or with a header that makes no sense, is damage (13); entries that are neither
 * files, folders nor links are refused (14).
 */
final class TarReader {
    /** Names end at 4 KiB, but extended headers also carry access control lists and other attributes. */
    private static final int MAX_EXTENDED_HEADER = 1 << 20;

    private static final byte GNU_LISTING = 'D';
    private static final byte VOLUME_LABEL = 'V';

    /** Seconds; beyond what any file system keeps, and well within what Java's time can express. */
    private static final long LATEST = 1L << 40;

    private final TarBlocks blocks;
    private final Quota quota;
    private final PaxRecords pax = new PaxRecords();
    private final byte[] block = new byte[TarBlocks.SIZE];
    private @Nullable String longName;
    private @Nullable String longTarget;

    TarReader(InputStream in, Quota quota) {
        this.blocks = new TarBlocks(in);
        this.quota = quota;
    }

    /** The content of the entry that {@link #next} returned last, without its holes. */
    InputStream content() {
        return blocks;
    }

    /** The next entry, or null behind the end marker. */
    @Nullable
    Entry next() throws IOException {
        pax.forgetLocal();
        longName = null;
        longTarget = null;
        while (nextHeader()) {
            TarHeader header = TarHeader.parse(block, blocks.position());
            if (!isAboutTheNext(header)) {
                return entry(header);
            }
        }
        return null;
    }

    /** A block of zeros ends a tar, and a second one proves it, unless a careless writer left that one out. */
    private boolean nextHeader() throws IOException {
        if (!blocks.next(block)) {
            throw Damage.because("the tar has no end marker, so it was cut off");
        }
        if (!TarHeader.isZero(block)) {
            return true;
        }
        if (blocks.next(block) && !TarHeader.isZero(block)) {
            throw Damage.because("the tar has a hole at byte " + (blocks.position() - TarBlocks.SIZE));
        }
        return false;
    }

    private boolean isAboutTheNext(TarHeader header) throws IOException {
        switch (header.type()) {
            case TarConstants.LF_GNUTYPE_LONGNAME -> longName = untilNul(extendedHeader(header));
            case TarConstants.LF_GNUTYPE_LONGLINK -> longTarget = untilNul(extendedHeader(header));
            case TarConstants.LF_PAX_EXTENDED_HEADER_LC, TarConstants.LF_PAX_EXTENDED_HEADER_UC ->
                pax.addLocal(extendedHeader(header));
            case TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER -> pax.addGlobal(extendedHeader(header));
            case VOLUME_LABEL -> beginSkippedBody(header);
            default -> {
                return false;
            }
        }
        return true;
    }

    private byte[] extendedHeader(TarHeader header) throws IOException {
        if (header.size() > MAX_EXTENDED_HEADER) {
            throw Refusal.ofEntry(EntryPath.shown(header.name()), "has an extended header of over 1 MiB");
        }
        beginSkippedBody(header);
        return blocks.readNBytes((int) header.size());
    }

    private void beginSkippedBody(TarHeader header) throws AgentException {
        quota.passedOver(TarBlocks.SIZE + header.size());
        blocks.beginBody(header.size());
    }

    private static String untilNul(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    private Entry entry(TarHeader header) throws IOException {
        String name = pax.value("path", longName != null ? longName : header.name());
        String shown = EntryPath.shown(name);
        return switch (header.type()) {
            case TarConstants.LF_LINK -> entry(header, name, Entry.Kind.HARD_LINK);
            case TarConstants.LF_SYMLINK -> entry(header, name, Entry.Kind.SYMBOLIC_LINK);
            case TarConstants.LF_DIR -> entry(header, name, Entry.Kind.FOLDER);
            case TarConstants.LF_CHR, TarConstants.LF_BLK -> throw Refusal.ofEntry(shown, "is a device");
            case TarConstants.LF_FIFO -> throw Refusal.ofEntry(shown, "is a named pipe");
            case TarConstants.LF_MULTIVOLUME -> throw Refusal.ofEntry(shown, "goes on from another volume of the tar");
            case TarConstants.LF_GNUTYPE_SPARSE -> oldSparseFile(header, name);
            default -> withBody(header, name);
        };
    }

    /** A link or folder: these have no body, even if the header states a size. */
    private Entry entry(TarHeader header, String name, Entry.Kind kind) throws AgentException {
        String target = kind == Entry.Kind.FOLDER
                ? ""
                : pax.value("linkpath", longTarget != null ? longTarget : header.target());
        return new Entry(EntryPath.parse(name), kind, attributes(header), target, 0, List.of());
    }

    private Entry oldSparseFile(TarHeader header, String name) throws IOException {
        String shown = EntryPath.shown(name);
        TarArchiveEntry sparse = SparseMaps.oldGnuHeader(block, shown);
        List<Extent> extents = SparseMaps.ofOldGnu(sparse, blocks, shown);
        blocks.beginBody(header.size());
        return file(header, name, sparse.getRealSize(), extents);
    }

    /** A file; or a folder of a time when these were files whose names end in a slash; or GNU's listing of a folder. */
    private Entry withBody(TarHeader header, String name) throws IOException {
        long stored = pax.number("size", header.size());
        if (header.type() == GNU_LISTING || name.endsWith("/")) {
            quota.passedOver(stored);
            blocks.beginBody(stored);
            return entry(header, name, Entry.Kind.FOLDER);
        }
        blocks.beginBody(stored);
        String real = pax.value("GNU.sparse.name", name);
        if (pax.value("GNU.sparse.major") != null) {
            long size = pax.number("GNU.sparse.realsize", stored);
            return file(header, real, size, SparseMaps.ofBody(blocks, size, EntryPath.shown(real)));
        }
        String map = pax.value(PaxRecords.SPARSE_MAP);
        if (map != null) {
            long size = pax.number("GNU.sparse.size", stored);
            return file(header, real, size, SparseMaps.ofText(map, size, stored, EntryPath.shown(real)));
        }
        return file(header, name, stored, stored == 0 ? List.of() : List.of(new Extent(0, stored)));
    }

    private Entry file(TarHeader header, String name, long size, List<Extent> extents) throws AgentException {
        return new Entry(EntryPath.parse(name), Entry.Kind.FILE, attributes(header), "", size, extents);
    }

    private Attributes attributes(TarHeader header) throws AgentException {
        int mode = header.mode() & 07777;
        if (pax.isEmpty()) {
            return new Attributes(
                    mode, header.user(), header.group(), header.userName(), header.groupName(), header.modified());
        }
        String modified = pax.value("mtime");
        return new Attributes(
                mode,
                pax.number("uid", header.user()),
                pax.number("gid", header.group()),
                pax.value("uname", header.userName()),
                pax.value("gname", header.groupName()),
                modified == null ? header.modified() : time(modified));
    }

    /** Seconds since 1970 in decimal, maybe negative, maybe with a fraction, of which nine digits count. */
    private static FileTime time(String text) throws AgentException {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        int point = digits.indexOf('.');
        long seconds = PaxRecords.parseNumber("mtime", point < 0 ? digits : digits.substring(0, point));
        seconds = Math.min(seconds, LATEST);
        String fraction = point < 0 ? "" : digits.substring(point + 1);
        long nanos = PaxRecords.parseNumber("mtime", (fraction + "000000000").substring(0, 9));
        return FileTime.from(
                Instant.EPOCH.plusSeconds(negative ? -seconds : seconds).plusNanos(negative ? -nanos : nanos));
    }
}
