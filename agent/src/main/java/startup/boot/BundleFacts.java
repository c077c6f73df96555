package startup.boot;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a bundle that has arrived.
 *
 * @param url where it came from, without query and user
 * @param sha256 of the bytes as fetched, in hex; empty for a directory
 * @param sealed {@code openssl} or {@code age}; empty if it was not sealed
 * @param proof what proved it: {@code sha256}, {@code age-passphrase}
 */
public record BundleFacts(String url, Optional<String> sha256, Optional<String> sealed, List<String> proof) {}
