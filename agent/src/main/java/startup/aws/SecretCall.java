package startup.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import startup.base.Json;

/**
 * One question to one service.
 *
 * @param subject what is asked for, for people: {@code parameter /web/key}
 * @param members of the JSON that is sent
 */
record SecretCall(SecretService service, String subject, String region, Map<String, Object> members) {
    byte[] body() {
        return Json.write(members).getBytes(StandardCharsets.UTF_8);
    }
}
