package startup.endtoend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import startup.aws.S3Server;
import startup.base.Json;

/** Logs where they were delivered to, as any reader finds them: objects by name, and the lines of their segments. */
final class DeliveredLog {
    private final Map<String, byte[]> objects = new TreeMap<>();

    private DeliveredLog() {}

    /** What is in the bucket below the prefix now; names are without it. */
    static DeliveredLog in(S3Server s3, String bucket, String prefix) throws IOException {
        DeliveredLog log = new DeliveredLog();
        for (String key : s3.objects(bucket, prefix)) {
            log.objects.put(key.substring(prefix.length()), s3.content(bucket, key));
        }
        return log;
    }

    static DeliveredLog in(Path folder) throws IOException {
        DeliveredLog log = new DeliveredLog();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                log.objects.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return log;
    }

    List<String> names() {
        return List.copyOf(objects.keySet());
    }

    /** Of one object, unzipped where it is a segment. */
    String text(String name) throws IOException {
        return text(name, objects.getOrDefault(name, new byte[0]));
    }

    static String text(String name, byte[] content) throws IOException {
        if (!name.endsWith(".gz")) {
            return new String(content, StandardCharsets.UTF_8);
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** All segments of the run, in the order of their names. */
    String segments(String run) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : names()) {
            if (name.startsWith("events/") && name.contains("/run=" + run + "/")) {
                text.append(text(name));
            }
        }
        return text.toString();
    }

    /** What the module printed, in the order of the log. */
    List<String> printed(String run, String module) throws IOException {
        List<String> printed = new ArrayList<>();
        for (String line : segments(run).lines().toList()) {
            Map<?, ?> event = object(Json.parse(line));
            if ("module.output".equals(object(event.get("event")).get("action"))
                    && module.equals(object(event.get("startup")).get("module"))) {
                printed.add(String.valueOf(event.get("message")));
            }
        }
        return printed;
    }

    /** The numbers of the events, in the order of the log. */
    List<Long> sequence(String run) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String line : segments(run).lines().toList()) {
            if (object(object(Json.parse(line)).get("event")).get("sequence") instanceof Long number) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    static Map<?, ?> object(@Nullable Object tree) {
        return tree instanceof Map<?, ?> map ? map : Map.of();
    }
}
