package io.changetrail.redaction;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.databind.JsonNode;

/** SHA-256 of a JSON document in canonical form: names sorted at every depth, no white space, lists as they are. */
public final class ContentHash {

    private ContentHash() {}

    public static byte[] of(JsonNode document) {
        try {
            return new CanonicalJson().write(document).digest(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static byte[] canonical(JsonNode document) {
        return new CanonicalJson().write(document).bytes();
    }
}
