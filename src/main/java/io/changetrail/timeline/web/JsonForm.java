package io.changetrail.timeline.web;

import io.changetrail.timeline.web.CoverageRow.GapRow;
import io.changetrail.timeline.web.Envelope.Window;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A list as one JSON document; its weak tag changes with the rows and with what was watched, not with watermarks. */
final class JsonForm {

    private static final int TAG_BYTES = 18;

    private final JsonMapper json;

    JsonForm(JsonMapper json) {
        this.json = json;
    }

    Body of(Envelope<?> envelope) {
        var rows = json.writeValueAsBytes(envelope.data());
        var rest = new LinkedHashMap<String, Object>();
        rest.put("page", envelope.page());
        rest.put("window", envelope.window());
        rest.put("coverage", envelope.coverage());
        if (envelope.related() != null) {
            rest.put("related", envelope.related());
        }
        var tail = json.writeValueAsBytes(rest);
        var bytes = new ByteArrayOutputStream(rows.length + tail.length + 10);
        bytes.writeBytes("{\"data\":".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(rows);
        bytes.write(',');
        bytes.write(tail, 1, tail.length - 1);
        return new Body(bytes.toByteArray(), tag(rows, envelope));
    }

    private String tag(byte[] rows, Envelope<?> envelope) {
        var watched = envelope.coverage().stream()
                .map(row -> watched(row, envelope.window()))
                .toList();
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(rows);
            digest.update(json.writeValueAsBytes(watched));
            digest.update((byte) (envelope.page().nextCursor() == null ? 0 : 1));
            if (envelope.related() != null) {
                digest.update(json.writeValueAsBytes(envelope.related()));
            }
            var digested = Arrays.copyOf(digest.digest(), TAG_BYTES);
            return "W/\"" + Base64.getUrlEncoder().encodeToString(digested) + "\"";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** In one order everywhere, so that all replicas have the same tag. */
    private static List<Object> watched(CoverageRow row, Window window) {
        var gaps = row.gaps().stream().map(gap -> gap(gap, window)).toList();
        return List.of(row.source(), row.scope(), row.state(), gaps);
    }

    /** Where a gap ends with the window or goes on, its bound moves with the time of asking and is no change. */
    private static List<String> gap(GapRow gap, Window window) {
        var since = gap.since().equals(window.since()) ? "" : gap.since().toString();
        var until = gap.open() || gap.until().equals(window.until())
                ? ""
                : gap.until().toString();
        return List.of(gap.reason(), since, until);
    }

    /** The document, and the weak tag that it shares with all that tell the same. */
    record Body(byte[] bytes, String tag) {

        boolean isAmong(List<String> known) {
            return known.stream().anyMatch(one -> one.equals("*") || one.equals(tag) || ("W/" + one).equals(tag));
        }
    }
}
