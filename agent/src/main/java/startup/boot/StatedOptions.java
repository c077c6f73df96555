package startup.boot;

import java.util.List;
import java.util.Map;

/**
 * What was said on the command line, as far as it may be kept on disk: whoever goes on with the run says it again.
 *
 * @param options by name, without the dashes; no secret
 * @param keySources as {@code --key} named them, without what they gave
 */
public record StatedOptions(Map<String, List<String>> options, List<String> keySources) {}
