package io.changetrail.timeline.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** The three forms of a list; the two that stream also send whole windows. */
enum Format {
    JSON(Format.JSON_TYPE),
    NDJSON(Format.NDJSON_TYPE),
    CSV(Format.CSV_TYPE);

    static final String JSON_TYPE = "application/json";
    static final String NDJSON_TYPE = "application/x-ndjson";
    static final String CSV_TYPE = "text/csv";

    private final MediaType type;

    Format(String type) {
        this.type = MediaType.parseMediaType(type);
    }

    MediaType type() {
        return type;
    }

    static List<MediaType> types() {
        return Arrays.stream(values()).map(Format::type).toList();
    }

    /** The one that a caller who accepts these types likes best; the mapping has refused those who accept none. */
    static Format of(List<MediaType> accepted) {
        var sorted = new ArrayList<>(accepted);
        MimeTypeUtils.sortBySpecificity(sorted);
        sorted.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
        return sorted.stream()
                .flatMap(wanted -> Arrays.stream(values()).filter(format -> wanted.includes(format.type)))
                .findFirst()
                .orElse(JSON);
    }
}
