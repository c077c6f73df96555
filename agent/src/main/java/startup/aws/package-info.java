/**
 * Amazon's services: who this machine is, whose credentials it has, and what it may ask for with them: objects of S3,
 * parameters, secrets, decryption.
 *
 * <p>In: what is wanted, and credentials from a {@link startup.aws.CredentialsSource}. Out: the service's answer, or an
 * {@link startup.aws.AwsRefusal} that says in words why there is none. Signs every request itself. S3, and whoever launched the
 * instance, are asked again only where asking differently mends it, for the callers know whether to try again; the
 * services of the machine and of secrets are tried a few times. Never shows a key, a token or a query string. Start
 * reading at {@link startup.aws.S3}. May use: {@code http}, {@code base}.
 */
@NullMarked
package startup.aws;

import org.jspecify.annotations.NullMarked;
