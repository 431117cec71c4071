package io.changetrail.cloud;

import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;

/**
 * Credentials in files, one per key, as a Secret that is mounted.
 *
 * @param folder where they are
 */
record MountedSecrets(Path folder) {

    /** Replaces one file as a whole. */
    void write(String key, String secret) {
        try {
            var next = Files.createTempFile(folder, ".", ".new");
            Files.writeString(next, secret);
            Files.move(next, folder.resolve("changetrail.cloud.credentials." + key), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The environment of a service that reads all its credentials from here. */
    Map<String, String> environment(SimulatedCloud cloud) {
        var environment = new HashMap<>(cloud.environment());
        environment.keySet().removeIf(key -> key.startsWith("CHANGETRAIL_CLOUD_CREDENTIALS_"));
        environment.put("SPRING_CONFIG_IMPORT", "configtree:" + folder + "/");
        return environment;
    }

    /** @param first what to do once logging is set up and before anything is configured */
    static RunningService start(Map<String, String> environment, Runnable first) {
        return RunningService.start(environment, context -> {
            first.run();
            new ConfigDataApplicationContextInitializer().initialize(context);
        });
    }

    static RunningService start(Map<String, String> environment) {
        return start(environment, () -> {});
    }
}
