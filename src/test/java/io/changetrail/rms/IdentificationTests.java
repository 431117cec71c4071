package io.changetrail.rms;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.rms.Identification.Identified;
import io.changetrail.rms.Identification.Known;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class IdentificationTests {

    private static final Instant TIME = Instant.parse("2026-03-10T12:00:00.029Z");
    private static final String UPDATE = "ResourceChanged.UPDATE";

    @Test
    void anItemThatIsStoredIsNotWrittenAgain() {
        var first = identify(List.of(), served("a")).getFirst();

        assertThat(identify(List.of(known(first)), served("a"))).isEmpty();
    }

    @Test
    void theSameItemTwiceOnOnePageIsOneChange() {
        assertThat(identify(List.of(), served("a"), served("a"))).hasSize(1);
    }

    @Test
    void otherContentInPlaceOfTheOldIsANewVersionAndKeepsTheId() {
        var first = identify(List.of(), served("a")).getFirst();

        assertThat(identify(List.of(known(first)), served("b")))
                .singleElement()
                .satisfies(version -> assertThat(version.id()).isEqualTo(first.id()))
                .satisfies(version -> assertThat(version.item().hash()).isEqualTo("b"));
    }

    @Test
    void otherContentBesideTheOldIsASecondChange() {
        var first = identify(List.of(), served("a")).getFirst();

        assertThat(identify(List.of(known(first)), served("a"), served("b")))
                .singleElement()
                .satisfies(second -> assertThat(second.id()).isNotEqualTo(first.id()));
    }

    @Test
    void contentThatComesBackBesideItsCorrectionGetsAnIdOfItsOwn() {
        var first = identify(List.of(), served("a")).getFirst();
        var corrected = new Known(first.id(), TIME, UPDATE, "b", false);

        assertThat(identify(List.of(corrected), served("a"), served("b")))
                .singleElement()
                .satisfies(second -> assertThat(second.id()).isNotEqualTo(first.id()))
                .satisfies(second -> assertThat(second.item().hash()).isEqualTo("a"));
    }

    @Test
    void twoStatusesAtOneTimeAreTwoChanges() {
        var relation = new ServedItem(
                TIME, "ResourceRelationChanged.CHANGE", "t", null, null, "a", JsonNodeFactory.instance.objectNode());

        assertThat(identify(List.of(), served("a"), relation)).hasSize(2);
    }

    @Test
    void theIdIsTheUuidV5OfTheRecordAlone() {
        assertThat(identify(List.of(), served("a")).getFirst().id())
                .isEqualTo(identify(List.of(), served("a")).getFirst().id())
                .hasToString("d3e1e67e-4f91-5e8a-9a98-d49e09dc6dac");
    }

    private static List<Identified> identify(List<Known> known, ServedItem... served) {
        return new Identification("server", known).toWrite(List.of(served));
    }

    private static ServedItem served(String hash) {
        return new ServedItem(TIME, UPDATE, "t", null, null, hash, JsonNodeFactory.instance.objectNode());
    }

    private static Known known(Identified item) {
        return new Known(
                item.id(),
                item.item().captureTime(),
                item.item().status(),
                item.item().hash(),
                false);
    }
}
