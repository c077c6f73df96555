package startup.aws;

/** What S3 is asked for, and what a role must be allowed for it. Source: Service Authorization Reference, "Amazon S3". */
enum S3Action {
    GET("GET", "s3:GetObject", "kms:Decrypt"),
    GET_VERSION("GET", "s3:GetObjectVersion", "kms:Decrypt"),
    PUT("PUT", "s3:PutObject", "kms:GenerateDataKey and kms:Decrypt");

    private final String method;
    private final String permission;
    private final String permissionOfKey;

    S3Action(String method, String permission, String permissionOfKey) {
        this.method = method;
        this.permission = permission;
        this.permissionOfKey = permissionOfKey;
    }

    String method() {
        return method;
    }

    String permission() {
        return permission;
    }

    /** On the KMS key, where one encrypts the object. */
    String permissionOfKey() {
        return permissionOfKey;
    }

    /** Whether this is the caller's answer. A range that does not fit, or is of another content, is the caller's affair. */
    boolean isAnsweredBy(int status) {
        return this == PUT
                ? status >= 200 && status < 300
                : status == 200 || status == 206 || status == 412 || status == 416;
    }
}
