package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import startup.base.HandWoundTicker;
import startup.base.RecordedEvents;
import startup.base.Secret;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

@Timeout(60)
class CredentialChainTest {
    private static final Map<String, String> KEYS =
            Map.of("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY", "wJalr");

    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)), "agent");
    private final HandWoundTicker ticker = new HandWoundTicker();
    private final RecordedEvents events = new RecordedEvents();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path home;

    private CredentialChain chain(Map<String, String> environment, InstanceRole role) {
        return new CredentialChain(environment, home, http, role, events, ticker, () -> now, Duration.ofMinutes(5));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        ticker.advance(time);
    }

    @Test
    void theEnvironmentGoesFirstAndNothingElseIsLookedAt() throws IOException {
        Map<String, String> environment = new HashMap<>(KEYS);
        environment.put("AWS_SESSION_TOKEN", "a-token");
        environment.put("AWS_PROFILE", "not there");
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://192.0.2.1/");
        FakeRole role = FakeRole.absent();
        CredentialChain chain = chain(environment, role);
        Credentials found = chain.credentials();
        assertThat(found.accessKeyId()).isEqualTo("AKIDEXAMPLE");
        assertThat(found.sessionToken()).isPresent();
        assertThat(found).hasToString("Credentials[the environment]");
        assertThat(events.concealedLengths()).containsExactly("wJalr".length(), "a-token".length());
        assertThat(chain.credentials()).isSameAs(found);
        assertThat(role.askedForName).isZero();
    }

    @Test
    void halfAKeyInTheEnvironmentIsAMistake() {
        CredentialChain chain = chain(Map.of("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), FakeRole.absent());
        assertThatThrownBy(chain::credentials).hasMessage("AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void emptyVariablesAreAsNone() throws IOException {
        Map<String, String> environment = Map.of(
                "AWS_ACCESS_KEY_ID",
                "",
                "AWS_PROFILE",
                " ",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "");
        FakeRole role = new FakeRole().named("web").giving(FakeRole.document("A", "2026-11-22T16:00:00Z"));
        assertThat(chain(environment, role).credentials().source()).isEqualTo("instance role web");
    }

    @Test
    void theFilesGoBeforeTheRole() throws IOException {
        Files.createDirectory(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/credentials"), "[default]\naws_access_key_id=A\naws_secret_access_key=B\n");
        FakeRole role = FakeRole.none();
        assertThat(chain(Map.of(), role).credentials().source()).isEqualTo("profile default");
        assertThat(role.askedForName).isZero();
    }

    @Test
    void aWebIdentityIsNotReplacedByTheRole() {
        FakeRole role = FakeRole.none();
        assertThatThrownBy(() ->
                        chain(Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "/t"), role).credentials())
                .hasMessageContaining("does not support web identities");
        assertThat(role.askedForName).isZero();
    }

    @Test
    void whereNothingIsFoundAllThatWasLookedAtIsNamed() {
        CredentialChain chain = chain(Map.of(), FakeRole.absent());
        assertThatThrownBy(chain::credentials)
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why())
                            .startsWith("there are no AWS credentials in the environment (AWS_ACCESS_KEY_ID), ")
                            .contains("profile default of " + home.resolve(".aws/credentials"))
                            .contains("the container endpoint")
                            .endsWith("the instance metadata service (nobody answers at 169.254.169.254)");
                    assertThat(refusal.action()).startsWith("Go on; or set AWS_ACCESS_KEY_ID and ");
                    assertThat(refusal.code()).isEmpty();
                    assertThat(refusal.status()).isZero();
                    assertThat(refusal.mayPass()).isFalse();
                });
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void credentialsAreReplacedFiveMinutesBeforeTheyExpire() throws IOException {
        FakeRole role = new FakeRole()
                .named("web")
                .giving(
                        FakeRole.document("ONE", "2026-11-22T11:00:00Z"),
                        FakeRole.document("TWO", "2026-11-22T17:00:00Z"));
        CredentialChain chain = chain(Map.of(), role);
        Credentials first = chain.credentials();
        pass(Duration.ofSeconds(54 * 60 + 59));
        assertThat(chain.credentials()).isSameAs(first);
        pass(Duration.ofSeconds(1));
        assertThat(chain.credentials().accessKeyId()).isEqualTo("TWO");
        assertThat(events.concealedLengths()).hasSize(4);
        // the thread that began with the first may still be signing
        assertThat(first.secretAccessKey().copy()).isNotEmpty();
    }

    @Test
    void whereNewOnesCannotBeHadTheOldOnesServeForAsLongAsTheyAreValid() throws IOException {
        AwsRefusal trouble = new AwsRefusal("", 503, "the service answered 503", "Wait", true, Duration.ZERO);
        FakeRole role = new FakeRole().named("web").giving(FakeRole.document("ONE", "2026-11-22T11:00:00Z"), trouble);
        CredentialChain chain = chain(Map.of(), role);
        Credentials first = chain.credentials();
        pass(Duration.ofMinutes(56));
        assertThat(chain.credentials()).isSameAs(first);
        assertThat(chain.credentials()).isSameAs(first);
        assertThat(role.askedForDocument).as("not at every question").isEqualTo(2);
        assertThat(ticker.sleeps()).as("nobody waits while there are some").isEmpty();
        assertThat(events.messages("credentials.kept"))
                .containsExactly("The credentials of instance role web could not be renewed (the service answered 503)"
                        + " and stay in use until 2026-11-22T11:00:00Z");
        pass(Duration.ofSeconds(30));
        chain.credentials();
        assertThat(role.askedForDocument).isEqualTo(3);
        pass(Duration.ofMinutes(5));
        assertThatThrownBy(chain::credentials).hasMessageContaining("the service answered 503");
    }

    @Test
    void refusedOnesAreReplacedAtOnce() throws IOException {
        FakeRole role = new FakeRole()
                .named("web")
                .giving(
                        FakeRole.document("ONE", "2026-11-22T16:00:00Z"),
                        FakeRole.document("TWO", "2026-11-22T17:00:00Z"));
        CredentialChain chain = chain(Map.of(), role);
        Credentials first = chain.credentials();
        chain.refused(first);
        Credentials second = chain.credentials();
        assertThat(second.accessKeyId()).isEqualTo("TWO");
        chain.refused(first);
        assertThat(chain.credentials()).as("late news of the first").isSameAs(second);
        assertThat(role.askedForDocument).isEqualTo(2);
    }

    @Test
    void refusedOnesDoNotServeWhileOthersCannotBeHad() throws IOException {
        FakeRole role = new FakeRole().named("web", "web", "").giving(FakeRole.document("ONE", "2026-11-22T16:00:00Z"));
        CredentialChain chain = chain(Map.of(), role);
        chain.refused(chain.credentials());
        chain.refused(chain.credentials());
        assertThatThrownBy(chain::credentials).hasMessageContaining("no role is attached");
    }

    @Test
    void onesThatComeExpiredAreUsedAndNotAskedForAtEveryQuestion() throws IOException {
        FakeRole role = new FakeRole().named("web").giving(FakeRole.document("ONE", "2026-11-22T09:00:00Z"));
        CredentialChain chain = chain(Map.of(), role);
        assertThat(chain.credentials()).isSameAs(chain.credentials());
        pass(Duration.ofSeconds(31));
        chain.credentials();
        assertThat(role.askedForDocument).isEqualTo(2);
    }

    @Test
    void whileOneThreadLooksTheOthersGoOnWithTheOldOnes() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Credentials old = credentials("OLD", now.plus(Duration.ofMinutes(1)));
        Credentials fresh = credentials("NEW", now.plus(Duration.ofHours(6)));
        CredentialLink link = new CredentialLink() {
            private boolean asked;

            @Override
            public Optional<Credentials> find(boolean mayWait) throws IOException {
                if (!asked) {
                    asked = true;
                    return Optional.of(old);
                }
                looking.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return Optional.of(fresh);
            }

            @Override
            public String lookedAt() {
                return "a test";
            }
        };
        CredentialChain chain = new CredentialChain(List.of(link), events, ticker, () -> now);
        chain.credentials();
        pass(Duration.ofSeconds(31));
        FutureTask<Credentials> slow = new FutureTask<>(chain::credentials);
        new Thread(slow).start();
        looking.await();
        assertThat(chain.credentials()).isSameAs(old);
        goOn.countDown();
        assertThat(slow.get()).isSameAs(fresh);
        assertThat(chain.credentials()).isSameAs(fresh);
    }

    private static Credentials credentials(String id, Instant expires) {
        return new Credentials(id, Secret.ofText("secret"), Optional.empty(), Optional.of(expires), "a test");
    }
}
