package io.changetrail.access;

import io.changetrail.access.AccessProperties.Mode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps {@code open} mode on loopback: sets both ports' address where none is given and refuses any other, before anything
 * listens. Works on the environment because the management port is configured in a context of its own.
 */
final class OpenModeAddresses implements EnvironmentPostProcessor {

    private static final String SERVER = "server.address";
    private static final String MANAGEMENT = "management.server.address";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var mode = Binder.get(environment)
                .bind(AccessProperties.PREFIX + ".mode", Mode.class)
                .orElse(Mode.JWT);
        var beyond = environment.getProperty(AccessProperties.PREFIX + ".open-beyond-loopback", Boolean.class, false);
        if (mode != Mode.OPEN || beyond) {
            return;
        }
        var addresses = new HashMap<String, Object>();
        keepOnLoopback(SERVER, environment, addresses);
        if (hasOwnManagementPort(environment)) {
            keepOnLoopback(MANAGEMENT, environment, addresses);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("open mode addresses", addresses));
    }

    /** Boot refuses a management address where there is no separate management port. */
    private static boolean hasOwnManagementPort(ConfigurableEnvironment environment) {
        var management = environment.getProperty("management.server.port");
        return management != null
                && (management.equals("0") || !management.equals(environment.getProperty("server.port", "8080")));
    }

    /** A blank address would mean all there are; ours has to stand before it. */
    private static void keepOnLoopback(String key, ConfigurableEnvironment environment, Map<String, Object> addresses) {
        var address = environment.getProperty(key);
        if (address == null || address.isBlank()) {
            addresses.put(key, InetAddress.getLoopbackAddress().getHostAddress());
        } else if (!isLoopback(address)) {
            throw new InvalidConfigurationPropertyValueException(
                    key,
                    address,
                    "in open mode everyone who reaches this address sees everything; leave it out, or set "
                            + AccessProperties.PREFIX + ".open-beyond-loopback=true");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
