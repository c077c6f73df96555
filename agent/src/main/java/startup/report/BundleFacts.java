package startup.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which bundle a run is of.
 *
 * @param url its location without a query, which may be a credential
 * @param sha256 of the bytes as fetched, in hexadecimal; null for a directory and as long as it is not known
 * @param sealed {@code openssl} or {@code age}; null if it is not sealed or that is not known yet
 * @param proof what proved it: {@code sha256}, {@code minisign}, {@code age-passphrase}; empty if nothing did
 */
public record BundleFacts(
        String url, @Nullable String sha256, @Nullable String sealed, List<String> proof) {
    public BundleFacts {
        proof = List.copyOf(proof);
    }
}
