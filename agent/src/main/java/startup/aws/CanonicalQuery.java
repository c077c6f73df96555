package startup.aws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query in the one form that both sides sign: every name and value encoded the same way, in the order of the names and
 * then of the values. Source: AWS Identity and Access Management User Guide, "Create a signed AWS API request", canonical
 * query string.
 */
final class CanonicalQuery {
    private CanonicalQuery() {}

    /** From what stands after the question mark, if anything does. */
    static String of(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return "";
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String text : rawQuery.split("&", -1)) {
            parameters.add(Parameter.of(text));
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        StringBuilder query = new StringBuilder();
        for (Parameter parameter : parameters) {
            query.append(query.length() == 0 ? "" : "&");
            query.append(parameter.name()).append('=').append(parameter.value());
        }
        return query.toString();
    }

    /** One of the query's, encoded; without a value it has an empty one. */
    private record Parameter(String name, String value) {
        static Parameter of(String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Parameter(same(text), "")
                    : new Parameter(same(text.substring(0, equals)), same(text.substring(equals + 1)));
        }

        private static String same(String text) {
            return UriEncoding.component(UriEncoding.decode(text));
        }
    }
}
