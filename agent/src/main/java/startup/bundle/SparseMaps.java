package startup.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveSparseEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveStructSparse;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * Which stretches of a sparse file a tar stores, in the formats of GNU tar: the old one (in the header and blocks after
 * it), pax 0.0 and 0.1 (in pax headers) and 1.0 (in front of the content).
 *
 * <p>Errors: a map that does not ascend, or leaves the file, or does not fit the stored size is damage (13); one of over
 * {@link #MAX_EXTENTS} stretches is refused (14), for it is kept in memory. Source: manual of GNU tar, "Storing Sparse
 * Files".
 */
final class SparseMaps {
    static final int MAX_EXTENTS = 200_000;

    private static final int MAX_DIGITS = 18;

    private final String shownName;
    private final List<Extent> extents = new ArrayList<>();

    private SparseMaps(String shownName) {
        this.shownName = shownName;
    }

    /** A header block of the old format. */
    static TarArchiveEntry oldGnuHeader(byte[] block, String shownName) throws AgentException {
        try {
            return new TarArchiveEntry(block);
        } catch (RuntimeException e) {
            throw new SparseMaps(shownName).wrong();
        }
    }

    /** The old format; {@code blocks} is behind the header, and afterwards at the content. */
    static List<Extent> ofOldGnu(TarArchiveEntry header, TarBlocks blocks, String shownName) throws IOException {
        SparseMaps map = new SparseMaps(shownName);
        map.addAll(header.getSparseHeaders());
        byte[] block = new byte[TarBlocks.SIZE];
        boolean more = header.isExtended();
        while (more) {
            if (!blocks.next(block)) {
                throw map.wrong();
            }
            TarArchiveSparseEntry continued = map.parse(block);
            map.addAll(continued.getSparseHeaders());
            more = continued.isExtended();
        }
        return map.checked(header.getRealSize(), header.getSize());
    }

    private TarArchiveSparseEntry parse(byte[] block) throws AgentException {
        try {
            return new TarArchiveSparseEntry(block);
        } catch (IOException | RuntimeException e) {
            throw wrong();
        }
    }

    /** Formats 0.0 and 0.1: {@code "offset,length,offset,length"}. */
    static List<Extent> ofText(String text, long size, long stored, String shownName) throws AgentException {
        SparseMaps map = new SparseMaps(shownName);
        String[] numbers = text.split(",", -1);
        if (numbers.length % 2 != 0) {
            throw map.wrong();
        }
        for (int i = 0; i < numbers.length; i += 2) {
            long offset = PaxRecords.parseNumber(PaxRecords.SPARSE_MAP, numbers[i]);
            map.add(offset, PaxRecords.parseNumber(PaxRecords.SPARSE_MAP, numbers[i + 1]));
        }
        return map.checked(size, stored);
    }

    /** Format 1.0: decimal lines at the beginning of the body, filled up to a block. */
    static List<Extent> ofBody(TarBlocks body, long size, String shownName) throws IOException {
        SparseMaps map = new SparseMaps(shownName);
        Lines lines = new Lines(body, map);
        long count = lines.next();
        for (long i = 0; i < count; i++) {
            long offset = lines.next();
            map.add(offset, lines.next());
        }
        return map.checked(size, body.left());
    }

    private void addAll(@Nullable List<TarArchiveStructSparse> structs) throws AgentException {
        if (structs == null) {
            throw wrong(); // the type of GNU tar in a header that is not of GNU tar
        }
        for (TarArchiveStructSparse struct : structs) {
            if (struct.getOffset() > 0 || struct.getNumbytes() > 0) {
                add(struct.getOffset(), struct.getNumbytes());
            }
        }
    }

    private void add(long offset, long length) throws AgentException {
        if (extents.size() == MAX_EXTENTS) {
            throw Refusal.ofEntry(shownName, "is a sparse file of more than " + MAX_EXTENTS + " pieces");
        }
        extents.add(new Extent(offset, length));
    }

    private List<Extent> checked(long size, long stored) throws AgentException {
        long end = 0;
        long sum = 0;
        for (Extent extent : extents) {
            if (extent.offset() < end || extent.length() < 0 || extent.length() > size - extent.offset()) {
                throw wrong();
            }
            end = extent.end();
            sum += extent.length();
        }
        if (sum != stored) {
            throw wrong();
        }
        // GNU tar marks a hole at the end with a stretch of no length.
        extents.removeIf(extent -> extent.length() == 0);
        return extents;
    }

    private AgentException wrong() {
        return Damage.because("the map of the sparse file '" + shownName + "' makes no sense");
    }

    /** Decimal numbers, each on a line of its own, read in whole blocks. */
    private static final class Lines {
        private final TarBlocks body;
        private final SparseMaps map;
        private final byte[] block = new byte[TarBlocks.SIZE];
        private int at = TarBlocks.SIZE;

        Lines(TarBlocks body, SparseMaps map) {
            this.body = body;
            this.map = map;
        }

        long next() throws IOException {
            long number = 0;
            int digits = 0;
            for (int c = nextByte(); c != '\n'; c = nextByte()) {
                if (c < '0' || c > '9' || ++digits > MAX_DIGITS) {
                    throw map.wrong();
                }
                number = number * 10 + c - '0';
            }
            return number;
        }

        private int nextByte() throws IOException {
            if (at == TarBlocks.SIZE) {
                if (body.readNBytes(block, 0, TarBlocks.SIZE) < TarBlocks.SIZE) {
                    throw map.wrong();
                }
                at = 0;
            }
            return block[at++];
        }
    }
}
