package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedConfigFileTest {
    @Test
    void aProfileOfTheConfigFileHasItsPrefixAndTheDefaultMayDoWithout() {
        assertThat(SharedConfigFile.parseConfig(
                        "[default]\nregion=a\n[profile web]\nregion = b\n[ profile\t\"two words\" ]\nregion=c"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "default", Map.of("region", "a"),
                        "web", Map.of("region", "b"),
                        "two words", Map.of("region", "c")));
    }

    @Test
    void otherSectionsOfTheConfigFileAreNoProfiles() {
        assertThat(SharedConfigFile.parseConfig(
                        "[web]\nregion=a\n[sso-session s]\nregion=b\n[profilex]\nregion=c\n[services local]\nregion=d"))
                .isEmpty();
    }

    @Test
    void aProfileOfTheCredentialsFileHasNoPrefix() {
        assertThat(SharedConfigFile.parseCredentials("[web]\naws_access_key_id=A\n[profile b]\naws_access_key_id=B"))
                .containsOnlyKeys("web", "profile b");
    }

    @Test
    void commentsEmptyLinesAndLinesBeforeAnyProfileAreSkipped() {
        assertThat(
                        SharedConfigFile.parseConfig(
                                "region=x\n# [profile a]\n\n[default] # mine\n;region=y\nregion = eu-west-1 # home\n  # deep\nrubbish\n=v"))
                .isEqualTo(Map.of("default", Map.of("region", "eu-west-1")));
    }

    @Test
    void aValueKeepsTheCharactersOfCommentsAndAssignmentsWithinIt() {
        assertThat(SharedConfigFile.parseConfig("[default]\nkey = a#b;c==\n"))
                .isEqualTo(Map.of("default", Map.of("key", "a#b;c==")));
    }

    @Test
    void nestedSettingsBelongToTheSettingAboveThem() {
        assertThat(SharedConfigFile.parseConfig("[default]\ns3 =\n  region = nested\n\tmore = x\nregion = own\n"))
                .isEqualTo(Map.of("default", Map.of("s3", "", "region", "own")));
    }

    @Test
    void aSectionThatIsIndentedAsAWholeIsReadAsOthers() {
        assertThat(SharedConfigFile.parseConfig("[default]\r\n  region = own\r\n  Output = json\r\n    deep = x\r\n"))
                .isEqualTo(Map.of("default", Map.of("region", "own", "output", "json")));
    }

    @Test
    void aProfileThatIsThereTwiceIsOneAndTheLaterSettingWins() {
        assertThat(SharedConfigFile.parseConfig("[default]\na=1\nb=1\n[profile default]\nb=2"))
                .isEqualTo(Map.of("default", Map.of("a", "1", "b", "2")));
    }
}
