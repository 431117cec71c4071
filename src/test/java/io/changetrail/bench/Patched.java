package io.changetrail.bench;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** An answer's bytes with places for the eight digits in which the ids of one server differ from those of its twins. */
final class Patched {

    private final byte[] bytes;
    private final int[] places;

    /** @param serverId every mention of it and of any request id becomes a place */
    Patched(String text, String serverId) {
        bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        places = Pattern.compile("(?:req-)(?=[0-9a-f]{8}-)|(?=" + serverId + ")")
                .matcher(text)
                .results()
                .mapToInt(match -> match.end())
                .toArray();
    }

    String text(String serverId) {
        return new String(bytes(serverId), StandardCharsets.ISO_8859_1);
    }

    /** The answer about the twin with that id. */
    byte[] bytes(String serverId) {
        var copy = bytes.clone();
        var digits = serverId.substring(0, 8).getBytes(StandardCharsets.ISO_8859_1);
        for (int place : places) {
            System.arraycopy(digits, 0, copy, place, digits.length);
        }
        return copy;
    }
}
