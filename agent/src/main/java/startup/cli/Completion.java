package startup.cli;

import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** The completion script of bash, from the tables of commands and options. */
final class Completion {
    private Completion() {}

    /** The script for that shell; bash if none is named. */
    static String of(Optional<String> shell) throws AgentException {
        String name = shell.orElse("bash");
        if (!name.equals("bash")) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "There is no completion for '" + name + "'",
                    "it is written for bash only",
                    "Write agent completion bash");
        }
        return bash();
    }

    static String bash() {
        StringBuilder script = new StringBuilder();
        script.append("_agent() {\n");
        script.append("  local word=${COMP_WORDS[COMP_CWORD]} command=boot commands='")
                .append(commands())
                .append("'\n");
        script.append(
                "  case ${COMP_WORDS[1]} in -*|'') ;; *) [ \"$COMP_CWORD\" -gt 1 ] && command=${COMP_WORDS[1]} ;; esac\n");
        script.append("  if [ \"$COMP_CWORD\" -eq 1 ] && [[ $word != -* ]]; then\n");
        script.append("    COMPREPLY=($(compgen -W \"$commands\" -- \"$word\")); return\n");
        script.append("  fi\n");
        script.append("  [[ $word == -* ]] || return\n");
        script.append("  case $command in\n");
        for (CommandName command : CommandName.values()) {
            script.append("    ").append(command.word()).append(") COMPREPLY=($(compgen -W '");
            script.append(options(command)).append("' -- \"$word\")) ;;\n");
        }
        script.append("  esac\n}\ncomplete -o default -F _agent agent\n");
        return script.toString();
    }

    private static String commands() {
        StringBuilder words = new StringBuilder();
        for (CommandName command : CommandName.values()) {
            words.append(words.isEmpty() ? "" : " ").append(command.word());
        }
        return words.toString();
    }

    private static String options(CommandName command) {
        StringBuilder words = new StringBuilder();
        for (CliOption option : CliOption.of(command)) {
            words.append(words.isEmpty() ? "--" : " --").append(option.word());
        }
        return words.toString();
    }
}
