package io.changetrail.simulation;

import static io.changetrail.simulation.AwkwardServer.properties;
import static io.changetrail.simulation.AwkwardTruth.DELETE_HAS_NO_PROPERTIES;
import static io.changetrail.simulation.AwkwardTruth.FIRST_SIGHT_READS_CREATE;
import static io.changetrail.simulation.AwkwardTruth.ITEM_IS_CORRECTED;
import static io.changetrail.simulation.AwkwardTruth.ITEM_OF_TWO_MEGABYTES;
import static io.changetrail.simulation.AwkwardTruth.LAST_PAGE_IS_EMPTY;
import static io.changetrail.simulation.AwkwardTruth.ONLY_RELATIONS_CHANGE;
import static io.changetrail.simulation.AwkwardTruth.PURGED_BETWEEN_LIST_AND_READ;
import static io.changetrail.simulation.AwkwardTruth.SHORT_PAGE_HAS_A_MARKER;
import static io.changetrail.simulation.AwkwardTruth.STATE_IN_THREE_SPELLINGS;
import static io.changetrail.simulation.AwkwardTruth.TIMES_IN_FIVE_FORMATS;
import static io.changetrail.simulation.AwkwardTruth.TWO_ITEMS_IN_ONE_MOMENT;

import io.changetrail.simulation.World.SimulatedItem;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** The awkward truths about RMS history ({@code upstream.md} 2.1, 2.2 and 2.6), one life each. */
final class AwkwardItems {

    static final int MEGABYTES = 2 * 1024 * 1024;

    private static final String UPDATE = "ResourceChanged.UPDATE";
    private static final long HOUR = 3600;
    private static final long YEAR = 365 * 24 * HOUR;

    private final Instant zero;

    /** @param zero two days before the world is looked at */
    AwkwardItems(Instant zero) {
        this.zero = zero;
    }

    List<AwkwardServer> all() {
        return List.of(
                firstSight(),
                deleted(),
                onlyRelations(),
                renamed(SHORT_PAGE_HAS_A_MARKER, 6),
                renamed(LAST_PAGE_IS_EMPTY, 5),
                corrected(),
                twoInOneMoment(),
                spellings(),
                formats(),
                heavy(),
                renamed(PURGED_BETWEEN_LIST_AND_READ, 1));
    }

    /** The server is a year older than the recorder. */
    private AwkwardServer firstSight() {
        var truth = FIRST_SIGHT_READS_CREATE;
        var life = new AwkwardServer(truth.server(), zero).createdAt(-YEAR);
        return life.action(
                        truth.request(1),
                        "create",
                        -YEAR,
                        life.event("compute__do_build_and_run_instance", -YEAR + 1, -YEAR + 9, "Success"))
                .row("ACTIVE", -YEAR + 9)
                .item("ResourceChanged.CREATE", -YEAR + 9, HOUR, resource -> {});
    }

    private AwkwardServer deleted() {
        var truth = DELETE_HAS_NO_PROPERTIES;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        return life.action(
                        truth.request(2),
                        "delete",
                        7200,
                        life.event("compute_terminate_instance", 7201, 7203, "Success"))
                .row("DELETED", 7203)
                .deletedItem(7212);
    }

    /** A public address is taken away, which only the relations tell. */
    private AwkwardServer onlyRelations() {
        var truth = ONLY_RELATIONS_CHANGE;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        return life.item(
                "ResourceRelationChanged.CHANGE",
                3609,
                7200,
                resource -> {},
                item -> ((ArrayNode) item.path("relations")).remove(0));
    }

    private AwkwardServer renamed(AwkwardTruth truth, int times) {
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        for (int number = 1; number <= times; number++) {
            var name = "name-" + number;
            life.item(UPDATE, 7200 + number * 60, 7206 + number * 60, resource -> resource.put("name", name));
        }
        return life;
    }

    /** A minute after the world is first looked at, RMS tells something else of the same moment. */
    private AwkwardServer corrected() {
        var truth = ITEM_IS_CORRECTED;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        var captured = 45 * HOUR;
        var until = life.at(48 * HOUR + 60);
        var wrong =
                life.document(UPDATE, captured - 6, captured, resource -> resource.put("name", "wrong"), item -> {});
        var right =
                life.document(UPDATE, captured - 6, captured, resource -> resource.put("name", "right"), item -> {});
        return life.served(new SimulatedItem(life.at(captured), wrong, until)).served(new SimulatedItem(until, right));
    }

    private AwkwardServer twoInOneMoment() {
        var truth = TWO_ITEMS_IN_ONE_MOMENT;
        return new AwkwardServer(truth.server(), zero)
                .created(truth.request(1), HOUR)
                .item(UPDATE, 7200, 7206, resource -> resource.put("name", "one"))
                .item(UPDATE, 7200, 7206, resource -> resource.put("name", "two"));
    }

    /** From null over {@code normal} to {@code Normal}; a name changes once, so that one of the diffs is not empty. */
    private AwkwardServer spellings() {
        var truth = STATE_IN_THREE_SPELLINGS;
        return new AwkwardServer(truth.server(), zero)
                .created(truth.request(1), HOUR)
                .item(
                        UPDATE,
                        7200,
                        7206,
                        resource -> resource.put("state", "normal").put("name", "renamed"))
                .item(UPDATE, 7200, 7266, resource -> resource.put("state", "Normal"));
    }

    /** Every form in which RMS and Nova were seen to write a time; each is {@code zero} plus 7200, 7201, … seconds. */
    private AwkwardServer formats() {
        var truth = TIMES_IN_FIVE_FORMATS;
        var life = new AwkwardServer(truth.server(), zero).created(truth.request(1), HOUR);
        var forms = List.of(".029Z", "Z", ".000+00:00", ".879146", " ");
        for (int number = 0; number < forms.size(); number++) {
            var second = life.at(7200 + number).toString().replace("Z", "");
            var form = forms.get(number);
            var text = form.equals(" ") ? second.replace("T", " ") : second + form;
            var name = "form-" + number;
            life.item(
                    UPDATE,
                    7190,
                    7200,
                    resource -> resource.put("name", name),
                    item -> item.put("capture_time", text)
                            .withObject("resource")
                            .put("updated", text));
        }
        return life;
    }

    private AwkwardServer heavy() {
        var truth = ITEM_OF_TWO_MEGABYTES;
        return new AwkwardServer(truth.server(), zero)
                .created(truth.request(1), HOUR)
                .item(
                        UPDATE,
                        7200,
                        7206,
                        resource -> properties(resource)
                                .withObject("metadata")
                                .put("notes", "lorem ipsum ".repeat(MEGABYTES / 12)));
    }
}
