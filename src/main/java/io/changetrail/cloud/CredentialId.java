package io.changetrail.cloud;

/**
 * Names one version of the credentials to all replicas without telling anything of it.
 *
 * @param identity of the access key or user, the same for all its secrets
 * @param fingerprint of the whole version
 */
record CredentialId(String identity, String fingerprint) {

    /** Enough to tell versions apart in a log. */
    String brief() {
        return fingerprint.substring(0, 8);
    }
}
