package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import startup.base.HandWoundTicker;
import startup.base.RecordedEvents;
import startup.base.Ticker;

class RoleCredentialsTest {
    private static final String DOCUMENT = FakeRole.document("ASIAEXAMPLE", "2026-11-22T16:00:00Z");
    private final AwsRefusal busy =
            new AwsRefusal("", 503, "the metadata service answered 503", "Try later", true, Duration.ZERO);

    private final HandWoundTicker ticker = new HandWoundTicker();
    private final RecordedEvents events = new RecordedEvents();

    private RoleCredentials link(FakeRole role) {
        return new RoleCredentials(role, new RoleWait(Duration.ofMinutes(5), events, ticker));
    }

    private Duration slept() {
        return ticker.sleeps().stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void theRolesCredentialsAreTakenFromItsDocument() throws IOException {
        Credentials found =
                link(new FakeRole().named("web").giving(DOCUMENT)).find(true).orElseThrow();
        assertThat(found.accessKeyId()).isEqualTo("ASIAEXAMPLE");
        assertThat(found.sessionToken().map(token -> new String(token.copy(), StandardCharsets.UTF_8)))
                .contains("token-of-ASIAEXAMPLE");
        assertThat(found.expires()).contains(Instant.parse("2026-11-22T16:00:00Z"));
        assertThat(found).hasToString("Credentials[instance role web]");
        assertThat(events.all()).isEmpty();
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void aRoleThatComesLateIsWaitedForWithPausesThatGrow() throws IOException {
        FakeRole role = new FakeRole().named("", "", "", "", "", "", "web").giving(DOCUMENT);
        assertThat(link(role).find(true)).isPresent();
        assertThat(ticker.sleeps())
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        assertThat(events.messages("credentials.waiting"))
                .containsExactly("No role is attached to this instance yet; waiting for it, up to 5 min");
    }

    @Test
    void aRoleThatDoesNotComeIsToldOfEveryThirtySecondsAndGivenUpAtTheLimit() {
        RoleCredentials link = link(FakeRole.none());
        assertThatThrownBy(() -> link.find(true))
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why())
                            .isEqualTo("no role is attached to this instance yet, and waiting for 5 min did not help");
                    assertThat(refusal.action()).startsWith("Attach an instance profile");
                    assertThat(refusal.mayPass()).isTrue();
                });
        assertThat(slept()).isEqualTo(Duration.ofMinutes(5));
        assertThat(events.messages("credentials.waiting")).hasSize(10);
    }

    @Test
    void theTimeIsGivenOnceAndAnewOnlyAfterTheRoleCame() throws IOException {
        FakeRole role = FakeRole.none();
        RoleCredentials link = link(role);
        assertThatThrownBy(() -> link.find(true)).isInstanceOf(AwsRefusal.class);
        int asked = role.askedForName;
        assertThatThrownBy(() -> link.find(true)).isInstanceOf(AwsRefusal.class);
        assertThat(role.askedForName).isEqualTo(asked + 1);
        assertThat(slept()).isEqualTo(Duration.ofMinutes(5));
        role.named("web", "").giving(DOCUMENT);
        assertThatThrownBy(() -> link.find(true)).isInstanceOf(AwsRefusal.class);
        assertThat(link.find(true)).isPresent();
        assertThatThrownBy(() -> link.find(true)).isInstanceOf(AwsRefusal.class);
        assertThat(slept()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whoMayNotWaitTakesOneLook() {
        FakeRole role = FakeRole.none();
        assertThatThrownBy(() -> link(role).find(false)).hasMessage("no role is attached to this instance yet");
        assertThat(role.askedForName).isEqualTo(1);
        assertThat(ticker.sleeps()).isEmpty();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aServiceInTroubleAndARoleWithoutCredentialsAreWaitedForToo() throws IOException {
        AwsRefusal gone = new AwsRefusal("", 404, "404", "", false, Duration.ZERO);
        FakeRole role = new FakeRole()
                .named(busy, "web")
                .giving("{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Message\":\"m\"}", gone, DOCUMENT);
        assertThat(link(role).find(true)).isPresent();
        assertThat(ticker.sleeps()).hasSize(3);
        assertThat(events.messages("credentials.waiting"))
                .containsExactly("The metadata service answered 503; waiting for it, up to 5 min");
    }

    @Test
    void aRoleThatNobodyMayAssumeNamesTheTrustPolicy() {
        FakeRole role = new FakeRole().named("web").giving("{\"Code\":\"AssumeRoleUnauthorizedAccess\"}");
        assertThatThrownBy(() -> link(role).find(true))
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why()).startsWith("role web gives no credentials yet (AssumeRoleUnauthorized");
                    assertThat(refusal.action()).contains("trust policy");
                });
    }

    @Test
    void aMissingServiceIsNotWaitedForAndLeavesTheReason() throws IOException {
        RoleCredentials link = link(FakeRole.absent());
        assertThat(link.find(true)).isEmpty();
        assertThat(ticker.sleeps()).isEmpty();
        assertThat(link.lookedAt()).isEqualTo("the instance metadata service (nobody answers at 169.254.169.254)");
    }

    @Test
    void aServiceThatRefusesForGoodIsToldAsItIs() {
        AwsRefusal off =
                new AwsRefusal("", 403, "the metadata service is switched off", "Switch it on", false, Duration.ZERO);
        assertThatThrownBy(() -> link(new FakeRole().named(off)).find(true)).isSameAs(off);
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWait() {
        Ticker interrupting = new Ticker() {
            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                throw new InterruptedException();
            }
        };
        RoleCredentials link =
                new RoleCredentials(FakeRole.none(), new RoleWait(Duration.ofMinutes(5), events, interrupting));
        assertThatThrownBy(() -> link.find(true)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
