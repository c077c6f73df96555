package startup.boot;

import java.util.Optional;
import startup.proof.Sha256;

/**
 * What the operator demands as proof that the bundle is the one that was meant.
 *
 * @param sha256 the digest of the bytes as fetched
 * @param proof whether a bundle that nothing proves is refused, rather than warned of
 */
public record Demands(Optional<Sha256> sha256, boolean proof) {}
