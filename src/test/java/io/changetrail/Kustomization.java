package io.changetrail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The objects that a kustomization.yaml lists, as they stand in their files: its labels and patches are not applied. */
final class Kustomization {

    private Kustomization() {}

    static List<Manifest> read(Path folder) throws IOException {
        var list = Manifest.parse(Files.readString(folder.resolve("kustomization.yaml")))
                .getFirst();
        var manifests = new ArrayList<Manifest>();
        for (var resource : list.at("/resources")) {
            manifests.addAll(Manifest.parse(Files.readString(folder.resolve(resource.asString()))));
        }
        return manifests;
    }
}
