package io.changetrail.simulation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Nova microversion; both request headers and Nova's leniency with them are as recorded. */
record Microversion(int major, int minor) {

    static final Microversion BASE = new Microversion(2, 1);

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})\\.([1-9]\\d{0,8}|0)");

    /** @throws ComputeFault 400 for a malformed version; one that is merely not offered is returned */
    static Microversion asked(Call call, int ceiling) {
        var text = standardHeader(call.headers().get("OpenStack-API-Version"));
        if (text == null) {
            text = call.header("X-OpenStack-Nova-API-Version");
        }
        if (text == null) {
            return BASE;
        }
        if (text.equals("latest")) {
            return new Microversion(2, ceiling);
        }
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw ComputeFault.badRequest(
                    "API Version String " + text + " is of invalid format. Must be of format MajorNum.MinorNum.");
        }
        return new Microversion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    boolean offered(int ceiling) {
        return major == 2 && minor >= 1 && minor <= ceiling;
    }

    boolean from(int minorVersion) {
        return minor >= minorVersion;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    /** The last value for compute in a list of services; null if compute is not among them. */
    private static @Nullable String standardHeader(@Nullable List<String> lines) {
        String found = null;
        for (var part : lines == null ? new String[0] : String.join(",", lines).split(",", -1)) {
            var words = part.strip().split("\\s+", 2);
            if (words.length == 2 && words[0].toLowerCase(Locale.ROOT).equals("compute")) {
                found = words[1];
            }
        }
        return found;
    }
}
