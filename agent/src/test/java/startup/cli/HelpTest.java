package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTest {
    @ParameterizedTest
    @EnumSource(CommandName.class)
    void everyCommandExplainsItselfAndItsOptions(CommandName command) {
        List<String> lines = Help.of(command).lines().toList();
        assertThat(lines.get(0)).startsWith("Usage: agent ").contains(command.word());
        for (CliOption option : CliOption.of(command)) {
            assertThat(lines).anyMatch(line -> line.contains("--" + option.word()) && line.contains(option.summary()));
        }
        assertThat(lines).allMatch(line -> line.length() <= 120).noneMatch(line -> line.contains("null"));
    }

    @ParameterizedTest
    @EnumSource(CommandName.class)
    void helpOfBootListsEveryCommand(CommandName command) {
        assertThat(Help.of(CommandName.BOOT)).contains("\n  " + command.word());
    }
}
