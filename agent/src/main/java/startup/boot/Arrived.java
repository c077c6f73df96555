package startup.boot;

/**
 * A bundle that has arrived whole and held every proof that was demanded, and what was made of it on its way.
 *
 * @param seal one line for people: what it was encrypted with
 */
public record Arrived<T>(T result, BundleFacts facts, String seal) {}
