package startup.log;

import java.time.LocalDate;
import java.util.Locale;

/**
 * How the objects of a run are named, below the prefix or folder. Athena, Trino and Spark read it as it lies, by the
 * partitions {@code dt} and {@code instance}. Source: DESIGN, "Plan, verdict, event".
 *
 * @param instance the instance id, or the host's name off the cloud
 * @param day the UTC day of the run's start, whatever the clock says later
 */
public record LogLayout(String instance, LocalDate day, String run) {
    /** A character that a path or a partition's name could trip over becomes {@code _}. */
    public LogLayout {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < instance.length(); i++) {
            char c = instance.charAt(i);
            boolean kept = c == '-' || c == '_' || c == '.' || (c < 0x80 && Character.isLetterOrDigit(c));
            plain.append(kept ? c : '_');
        }
        instance = plain.toString();
    }

    /** A segment, by the sequence number of its first event. */
    String segment(long first) {
        return String.format(Locale.ROOT, "events/%s/run=%s/%012d.ndjson.gz", partition(), run, first);
    }

    String started() {
        return "started/" + partition() + "/" + run + ".json";
    }

    String verdict() {
        return "verdicts/" + partition() + "/" + run + ".json";
    }

    String alive() {
        return "alive/instance=" + instance + ".json";
    }

    private String partition() {
        return "dt=" + day + "/instance=" + instance;
    }

    static String contentType(String name) {
        return name.endsWith(".gz") ? "application/gzip" : "application/json";
    }
}
