package startup.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import startup.aws.S3Server;

/**
 * An S3 for {@code src/bench/ship-million-lines.sh}: prints the variables that lead to it, one a line, and an empty line.
 * For each line of standard input, the ID of a run, it then prints how many lines of the module {@code a} it holds of
 * it, and how many different ones.
 */
final class S3ServerMain {
    private static final String BUCKET = "acme-logs";

    private S3ServerMain() {}

    @SuppressWarnings("SystemOut") // a program of its own
    public static void main(String[] arguments) throws IOException {
        try (S3Server s3 = S3Server.start()) {
            s3.createBucket(BUCKET);
            s3.environment().forEach((name, value) -> System.out.println(name + "=" + value));
            System.out.println();
            BufferedReader runs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String run = runs.readLine(); run != null; run = runs.readLine()) {
                System.out.println(count(s3, run));
            }
        }
    }

    /** Without parsing what is megabytes of lines. */
    private static String count(S3Server s3, String run) throws IOException {
        int lines = 0;
        Set<String> different = new HashSet<>();
        for (String line :
                DeliveredLog.in(s3, BUCKET, "boot/").segments(run).lines().toList()) {
            if (line.contains("\"action\":\"module.output\"")) {
                lines++;
                int message = line.indexOf("\"message\":\"") + 11;
                different.add(line.substring(message, line.indexOf('"', message)));
            }
        }
        return lines + " lines, " + different.size() + " different, "
                + s3.objections().size() + " objections";
    }
}
