package io.changetrail.timeline.web;

import java.util.Locale;

/** Every query parameter there is, with the words that the API's description uses for it. */
enum Accepted {
    SINCE(
            "First moment of the window, included: RFC 3339 with a zone, epoch milliseconds, or such as now-4h or now-7d."),
    UNTIL("End of the window, excluded; the same forms."),
    ORDER("`desc` (default) or `asc`."),
    LIMIT("Entries on a page, 1 to 1000; 100 unless given."),
    CURSOR("`page.next_cursor` of the page before; all other parameters but `limit` must stay as they were."),
    INCLUDE("`raw` adds the upstream's own documents; needs the role changetrail.audit."),
    KIND("`action`, `change`; repeats or takes commas; `!change` leaves it out."),
    ACTION(
            "Nova's action name; matches actions and the changes they caused; repeats or takes commas, `!name` excludes."),
    USER_ID("Who acted; matches actions and the changes they caused; repeats or takes commas, `!id` excludes."),
    REQUEST_ID("Matches actions and the changes they caused; repeats or takes commas, `!id` excludes."),
    OUTCOME("`succeeded`, `failed`, `running`, `unknown`; matches only actions."),
    STATUS("Status of a history item, such as `ResourceChanged.UPDATE`; matches only changes."),
    ATTRIBUTION("How well a change is explained, such as `unattributed`; matches only changes."),
    PATH("Beginning of a changed diff key, such as `/properties/flavor`; matches only changes."),
    PROJECT_ID("Only these projects; repeats or takes commas; one that you may not see matches nothing."),
    SERVER_ID("Only these servers; repeats or takes commas; one that you may not see matches nothing."),
    Q("Beginning of a server's name in any case, its whole id, or one of its current addresses."),
    STATE("Nova's server status, such as `ACTIVE`; repeats or takes commas; `!ACTIVE` leaves it out."),
    CHANGED_SINCE("Only servers with an action or change from then on; the forms of `since`."),
    AFTER("`page.next_position` or an event's id; the oldest event kept unless given."),
    BUCKET("Length of a bucket: `1m`, `5m`, `15m`, `1h` (default), `6h`, `1d`; buckets begin at whole ones in UTC."),
    BY("`server_id`: count each server apart."),
    SIDE("`change` (default): changes without a known action; `action`: actions without a visible effect."),
    AT("The moment asked about, now unless given; the forms of `since`."),
    FROM("The earlier moment; the forms of `since`."),
    TO("The later moment, now unless given; the forms of `since`."),
    BASIS("`captured` (default): a change counts from its capture; `occurred`: from when it most likely happened.");

    private final String description;

    Accepted(String description) {
        this.description = description;
    }

    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }
}
