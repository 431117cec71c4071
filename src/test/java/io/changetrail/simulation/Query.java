package io.changetrail.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a call in their first order, as WebOb reads them: {@code ;} separates like {@code &} and a plus is a
 * blank.
 *
 * @param utf8 false if some decoded bytes were not UTF-8, which Nova refuses
 */
public record Query(Map<String, List<String>> values, boolean utf8) {

    static Query parse(@Nullable String raw) {
        var values = new LinkedHashMap<String, List<String>>();
        var utf8 = true;
        for (var pair : raw == null ? new String[0] : raw.split("[&;]", 0)) {
            if (pair.isEmpty()) {
                continue;
            }
            var equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            var value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            utf8 &= name.isPresent() && value.isPresent();
            values.computeIfAbsent(name.orElse("?"), key -> new ArrayList<>()).add(value.orElse("?"));
        }
        return new Query(values, utf8);
    }

    /** The first value of a parameter; null if it was not sent. */
    public @Nullable String first(String name) {
        var all = values.get(name);
        return all == null ? null : all.getFirst();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Percent.bytes(text.replace('+', ' '))))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
