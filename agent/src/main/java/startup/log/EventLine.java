package startup.log;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import startup.base.Event;

/**
 * One event as one line of JSON. By hand, for a million lines a second pass here and the shape is fixed. Reused for
 * every event; not safe for several threads.
 *
 * <p>Source: RFC 8259; names from the Elastic Common Schema. Also escaped, though JSON does not ask for it, is what some
 * readers of lines take for a line's end (U+0085, U+2028, U+2029) and what a terminal obeys.
 */
final class EventLine {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder line = new StringBuilder(512);
    private final UtcMillis time = new UtcMillis();
    private final String run;
    private final Supplier<Optional<CloudFacts>> cloud;
    private @Nullable CloudFacts written;
    private String cloudText = "";

    EventLine(String run, Supplier<Optional<CloudFacts>> cloud) {
        this.run = run;
        this.cloud = cloud;
    }

    /** The line with its line end. Good until the next call. */
    CharSequence of(LoggedEvent logged) {
        Event event = logged.event();
        line.setLength(0);
        line.append("{\"@timestamp\":\"");
        time.append(line, logged.timestamp());
        line.append("\",\"log\":{\"level\":\"").append(level(event.level())).append('"');
        if (event.action().equals(Event.MODULE_OUTPUT)) {
            line.append(",\"offset\":").append(event.offset());
        }
        line.append("},\"message\":");
        quote(event.message());
        line.append(",\"event\":{\"action\":");
        quote(event.action());
        line.append(",\"sequence\":").append(logged.sequence()).append('}');
        line.append(cloudText());
        startup(event);
        return line.append("}\n");
    }

    private static String level(Event.Level level) {
        return switch (level) {
            case DEBUG -> "debug";
            case INFO -> "info";
            case WARN -> "warn";
            case ERROR -> "error";
        };
    }

    private void startup(Event event) {
        line.append(",\"startup\":{\"run\":");
        quote(run);
        if (event.module() != null) {
            line.append(",\"module\":");
            quote(event.module());
        }
        if (event.attempt() > 0) {
            line.append(",\"attempt\":").append(event.attempt());
        }
        if (event.part() > 0) {
            line.append(",\"part\":").append(event.part());
        }
        line.append('}');
    }

    private String cloudText() {
        CloudFacts known = cloud.get().orElse(null);
        if (!Objects.equals(known, written)) {
            int end = line.length();
            written = known;
            if (known != null) {
                line.append(",\"cloud\":{\"instance\":{\"id\":");
                quote(known.instanceId());
                line.append("},\"region\":");
                quote(known.region());
                line.append('}');
            }
            cloudText = line.substring(end);
            line.setLength(end);
        }
        return cloudText;
    }

    private void quote(String text) {
        line.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x7f ? isEscapedBeyondAscii(text, i) : c < ' ' || c == '"' || c == '\\') {
                line.append(text, copied, i);
                escape(c);
                copied = i + 1;
            }
        }
        line.append(text, copied, text.length()).append('"');
    }

    /** Half a surrogate pair has no UTF-8. */
    private static boolean isEscapedBeyondAscii(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c <= 0x9f || c == '\u2028' || c == '\u2029';
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> line.append('\\').append(c);
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> unicode(Character.isSurrogate(c) ? '\ufffd' : c);
        }
    }

    private void unicode(char c) {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            line.append(HEX.charAt(c >> shift & 15));
        }
    }
}
