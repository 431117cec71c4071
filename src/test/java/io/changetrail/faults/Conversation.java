package io.changetrail.faults;

/** What a connection has said since its last transaction ended. */
final class Conversation {

    private static final String COMMIT = "COMMIT\0";
    private static final String ROLLBACK = "ROLLBACK\0";
    private static final int LONGEST = 4_000_000;

    private final StringBuilder said = new StringBuilder();

    void hear(String bytes) {
        said.append(bytes);
    }

    boolean commits() {
        return said.indexOf(COMMIT) >= 0;
    }

    boolean says(String text) {
        return said.indexOf(text) >= 0;
    }

    void passed() {
        if (commits() || said.indexOf(ROLLBACK) >= 0 || said.length() > LONGEST) {
            said.setLength(0);
        }
    }
}
