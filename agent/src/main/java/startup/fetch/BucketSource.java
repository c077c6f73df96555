package startup.fetch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import startup.aws.S3;
import startup.aws.S3Object;
import startup.http.Response;

/**
 * A bundle in S3. It documents {@code If-Match} and not {@code If-Range}: an object that was changed meanwhile is
 * answered by 412, not sent anew.
 */
record BucketSource(Location.S3 location, S3 s3) implements RemoteSource {
    @Override
    public String display() {
        return location.display();
    }

    @Override
    public Response ask(Map<String, String> headers) throws IOException {
        Map<String, String> conditions = new LinkedHashMap<>(headers);
        String tag = conditions.remove("If-Range");
        if (tag != null && tag.startsWith("\"")) {
            conditions.put("If-Match", tag);
        }
        return s3.get(new S3Object(location.bucket(), location.key(), location.versionId()), conditions);
    }
}
