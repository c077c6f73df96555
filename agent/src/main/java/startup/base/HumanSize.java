package startup.base;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512 64k 20m 2g}, in powers of 1024 bytes. */
public final class HumanSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([kmgt]?)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgt";

    private HumanSize() {}

    /**
     * A number of bytes.
     *
     * @throws IllegalArgumentException with a clause that names the forms that are accepted
     */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 64k, 20m or 2g");
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        int shift = unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    }

    /** For reading, not for parsing: {@code 512 B}, {@code 1.5 KiB}, {@code 20.0 MiB}. */
    public static String format(long bytes) {
        int unit = -1;
        long size = 1;
        while (bytes / size >= 1024 && unit < UNITS.length() - 1) {
            size *= 1024;
            unit++;
        }
        if (unit < 0) {
            return bytes + " B";
        }
        long tenths = bytes / size * 10 + (bytes % size * 10 + size / 2) / size;
        return tenths / 10 + "." + tenths % 10 + " " + Character.toUpperCase(UNITS.charAt(unit)) + "iB";
    }
}
