package startup.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import startup.aws.Encryption;
import startup.aws.S3;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** Where a run's log is delivered to. The layout below it is the same: {@link LogLayout}. */
public sealed interface LogDestination {
    /**
     * {@code s3://bucket/prefix}, {@code none}, or a folder.
     *
     * @param workingFolder what a relative path is relative to
     * @return empty for {@code none}
     * @throws AgentException with exit status 2 if it is another URL, or names no bucket
     */
    static Optional<LogDestination> parse(String text, Path workingFolder) throws AgentException {
        if (text.equals("none")) {
            return Optional.empty();
        }
        if (text.startsWith(Bucket.SCHEME)) {
            return Optional.of(Bucket.parse(text));
        }
        if (text.isEmpty() || hasScheme(text)) {
            throw unusable("it is neither a bucket nor a folder");
        }
        Path folder = workingFolder.resolve(text).toAbsolutePath().normalize();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw unusable("what it names is there and is no folder");
        }
        return Optional.of(new Folder(folder));
    }

    /** A folder whose name looks like it can still be written as {@code ./s3:folder}. */
    private static boolean hasScheme(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && text.substring(0, colon).chars().allMatch(Character::isLetterOrDigit);
    }

    /** As it can be parsed again. */
    String text();

    /**
     * The destination, ready to be put to; nothing is sent yet.
     *
     * @param s3 asked for only if it is in S3: a log in a folder loads no class of HTTP
     * @param encryption of objects in S3
     */
    LogStore open(Supplier<S3> s3, Encryption encryption);

    /**
     * Objects of a bucket.
     *
     * @param prefix without slashes at its ends; empty for none
     */
    record Bucket(String bucket, String prefix) implements LogDestination {
        private static final String SCHEME = "s3://";

        private static Bucket parse(String text) throws AgentException {
            String path = text.substring(SCHEME.length());
            int slash = path.indexOf('/');
            String bucket = slash < 0 ? path : path.substring(0, slash);
            if (bucket.isEmpty() || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
                throw unusable(bucket.isEmpty() ? "it names no bucket" : "a prefix has no query");
            }
            return new Bucket(bucket, slash < 0 ? "" : withoutSlashes(path.substring(slash)));
        }

        private static String withoutSlashes(String path) {
            int start = 0;
            int end = path.length();
            while (start < end && path.charAt(start) == '/') {
                start++;
            }
            while (end > start && path.charAt(end - 1) == '/') {
                end--;
            }
            return path.substring(start, end);
        }

        String keyOf(String name) {
            return prefix.isEmpty() ? name : prefix + "/" + name;
        }

        @Override
        public LogStore open(Supplier<S3> s3, Encryption encryption) {
            return new BucketStore(s3.get(), this, encryption);
        }

        @Override
        public String text() {
            return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /** A folder of this machine, absolute; it need not exist. */
    record Folder(Path path) implements LogDestination {
        @Override
        public LogStore open(Supplier<S3> s3, Encryption encryption) {
            return new FolderStore(path);
        }

        @Override
        public String text() {
            return path.toString();
        }
    }

    private static AgentException unusable(String why) {
        return new AgentException(
                ExitStatus.USAGE, "--logs cannot be accepted", why, "Write s3://BUCKET/PREFIX, a folder, or none");
    }
}
