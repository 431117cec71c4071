package io.changetrail.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What real clouds do and good-natured simulations do not; each has servers of its own in {@link AwkwardWorlds}. */
public enum AwkwardTruth {
    ONE_REQUEST_CREATES_TWO_SERVERS,
    CONFIRM_RESIZE_AND_DELETE_UNDER_ONE_ID,
    THREE_ACTIONS_IN_ONE_SECOND,
    ACTION_WITHOUT_USER,
    FAILED_CREATE_READS_SUCCESS_AND_NOVA_SHOWS_ERROR,
    FAILED_CREATE_READS_SUCCESS_AND_RMS_SHOWS_ERROR,
    EVENT_NEVER_FINISHES,
    LATE_EVENT_MOVES_NOTHING,
    LOCAL_DELETE_LEAVES_NO_ACTION,
    FIRST_SIGHT_READS_CREATE,
    DELETE_HAS_NO_PROPERTIES,
    ONLY_RELATIONS_CHANGE,
    SHORT_PAGE_HAS_A_MARKER,
    LAST_PAGE_IS_EMPTY,
    ITEM_IS_CORRECTED,
    TWO_ITEMS_IN_ONE_MOMENT,
    STATE_IN_THREE_SPELLINGS,
    TIMES_IN_FIVE_FORMATS,
    ITEM_OF_TWO_MEGABYTES,
    PURGED_BETWEEN_LIST_AND_READ;

    /** The server that shows it; of several, the first. */
    public String server() {
        return server(0);
    }

    /** @param number 0 for the first server that shows it */
    public String server(int number) {
        return "%08x-0000-4000-8000-%012x".formatted(ordinal() + 1, number);
    }

    /** Nova's id of the n-th request to these servers. */
    public String request(int number) {
        return "req-%08x-0000-4000-8000-%012x".formatted(ordinal() + 1, number);
    }

    /** What a server that shows a truth is called: the truth itself. */
    static String nameOf(String server) {
        return values()[Integer.parseInt(server.substring(0, 8), 16) - 1].spoken();
    }

    /** @throws IllegalArgumentException naming all of them if none is called so */
    static AwkwardTruth named(String name) {
        return Arrays.stream(values())
                .filter(truth -> truth.spoken().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No truth is called " + name + ", but these are: "
                        + Arrays.stream(values()).map(AwkwardTruth::spoken).collect(Collectors.joining(", "))));
    }

    private String spoken() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
