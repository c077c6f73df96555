package startup.bundle;

/** A stretch of a file that is stored, in bytes; what lies between two is a hole, which reads as zeros. */
record Extent(long offset, long length) {
    long end() {
        return offset + length;
    }
}
