package io.changetrail.inventory;

import java.util.regex.Pattern;

/** Which ids from upstream may become part of a request's path ({@code security.md} S24). */
final class ServerIds {

    private static final Pattern USABLE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.:-]{0,127}");

    private ServerIds() {}

    static boolean areUsable(String id) {
        return USABLE.matcher(id).matches();
    }
}
