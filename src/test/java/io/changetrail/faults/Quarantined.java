package io.changetrail.faults;

/**
 * A record that was put away unread.
 *
 * @param hash of the document in its body, as of a record version; of a stub, the hash that it names
 */
record Quarantined(String source, String reason, String hash) {}
