package io.changetrail.faults;

import io.changetrail.simulation.World;
import io.changetrail.simulation.World.Project;
import io.changetrail.simulation.World.ServerRow;
import io.changetrail.simulation.World.SimulatedItem;
import io.changetrail.simulation.World.SimulatedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One server with two items, the older of which RMS corrects later; the newer one, and so the list's checksum, stay. */
final class CorrectedWorld {

    private static final Project PROJECT = new Project("ecabfaea4fd6425ba80d6f8860d8847d", "eu-de_alpha");
    private static final String SERVER = "d418cc33-dd14-43f7-aa1e-a72ecab1a9b3";

    private CorrectedWorld() {}

    static World at(Instant corrected) {
        var born = corrected.minus(Duration.ofHours(3));
        var later = born.plusSeconds(60);
        var documents = new LivingDocuments(SERVER, PROJECT.id());
        documents.born(born);
        var items = List.of(
                new SimulatedItem(born, documents.item("ResourceChanged.CREATE", born, born), corrected),
                new SimulatedItem(corrected, documents.item("ResourceChanged.CREATE", born, born), null),
                new SimulatedItem(later, documents.item("ResourceChanged.UPDATE", later, later), null));
        var rows = List.of(new ServerRow(born, documents.row("ACTIVE", born)));
        var server = new SimulatedServer(SERVER, PROJECT.id(), List.of(), rows, items, null);
        return new World(
                "corrected",
                0,
                "eu-de",
                LivingWorld.DOMAIN,
                "OTC-EU-DE-00000000001000000001",
                List.of(PROJECT),
                List.of(server),
                List.of());
    }
}
