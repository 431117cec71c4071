package io.changetrail.cloud;

import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/** Binds the configuration anew with the mounted files ({@code configtree:}) as they are now; all else is as at the start. */
final class CredentialFiles {

    private final ConfigurableEnvironment environment;

    CredentialFiles(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** Whether there are mounted files at all. */
    boolean mounted() {
        return environment.getPropertySources().stream().anyMatch(ConfigTreePropertySource.class::isInstance);
    }

    /** What the keys and files say now, checked as at the start; fails like the start does. */
    Credentials read() {
        var sources = new MutablePropertySources();
        environment.getPropertySources().stream()
                .filter(source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
                .map(CredentialFiles::fresh)
                .forEach(sources::addLast);
        return new Binder(ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(sources))
                .bind("changetrail.cloud", CloudProperties.class)
                .get()
                .credentials();
    }

    private static PropertySource<?> fresh(PropertySource<?> source) {
        return source instanceof ConfigTreePropertySource tree
                ? new ConfigTreePropertySource(
                        tree.getName(), (Path) tree.getSource(), Option.AUTO_TRIM_TRAILING_NEW_LINE)
                : source;
    }
}
