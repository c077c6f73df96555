package startup.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import startup.base.AgentException;

/** Where a bundle lies. What can be presigned is a secret: only {@link #display()} is for people, logs and files. */
public sealed interface Location {
    /**
     * A directory, a path, {@code -}, {@code file:}, {@code http(s):} or {@code s3://bucket/key[?versionId=…]}. A path
     * without a scheme is looked at: if there is a directory now, it is one.
     *
     * @param workingFolder what a relative path is relative to
     * @throws AgentException with exit status 2 if it is none of these
     */
    static Location parse(String text, Path workingFolder) throws AgentException {
        return new LocationText(text, workingFolder).parse();
    }

    /** Without user, password, query and fragment; the same for every presigned URL of one object. */
    String display();

    /** The same for every way to write one location; without what may be secret of it. */
    default String identity() {
        return display();
    }

    /**
     * A folder that is a bundle already; there is no stream of bytes to open.
     *
     * @param path absolute if the working folder is
     * @param display as it was written
     */
    record Directory(Path path, String display) implements Location {
        @Override
        public String identity() {
            return path.normalize().toString();
        }
    }

    /**
     * A path that was no directory, whether there was anything or not.
     *
     * @param path absolute if the working folder is
     * @param display as it was written
     */
    record File(Path path, String display) implements Location {
        @Override
        public String identity() {
            return path.normalize().toString();
        }
    }

    /** The stream that the agent was started with; it can be opened once. */
    record StandardInput() implements Location {
        @Override
        public String display() {
            return "standard input";
        }
    }

    /** An absolute http or https URL, in ASCII. */
    record Http(URI uri) implements Location {
        @Override
        public String display() {
            String authority = String.valueOf(uri.getRawAuthority());
            return uri.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1) + uri.getRawPath();
        }

        @Override
        public String toString() {
            return "Http[" + display() + "]";
        }
    }

    /** An object in S3, or one of its versions. */
    record S3(String bucket, String key, Optional<String> versionId) implements Location {
        @Override
        public String display() {
            return "s3://" + bucket + "/" + key;
        }
    }
}
