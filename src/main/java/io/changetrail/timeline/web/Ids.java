package io.changetrail.timeline.web;

import java.util.UUID;

/** Reads ids out of paths; what cannot be an id is as unknown as any other. */
final class Ids {

    private static final int LONGEST = 512;

    private Ids() {}

    static String text(String id) {
        if (id.length() > LONGEST || id.chars().anyMatch(Character::isISOControl)) {
            throw new NotKnown();
        }
        return id;
    }

    static UUID uuid(String id) {
        try {
            var uuid = UUID.fromString(id);
            if (uuid.toString().equalsIgnoreCase(id)) {
                return uuid;
            }
        } catch (IllegalArgumentException malformed) {
            throw new NotKnown();
        }
        throw new NotKnown();
    }
}
