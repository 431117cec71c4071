package io.changetrail;

import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Tells of a wrong key in one line, "key: what is wrong; the mend", and never prints the value: it may be a secret. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConfigurationFailureAnalyzer implements FailureAnalyzer {

    private static final ConfigurationPropertyName OWN = ConfigurationPropertyName.of("changetrail");
    private static final String DATABASE = "spring.datasource.url: ";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        var line = line(failure);
        return line == null ? null : new FailureAnalysis(line, null, failure);
    }

    private static @Nullable String line(Throwable failure) {
        var wrongKey = cause(failure, InvalidConfigurationPropertyValueException.class);
        if (wrongKey != null) {
            return wrongKey.getName() + ": " + wrongKey.getReason();
        }
        var bind = cause(failure, BindException.class);
        if (bind != null) {
            return OWN.isAncestorOf(bind.getName()) ? unbound(bind) : null;
        }
        return database(failure);
    }

    private static String unbound(BindException bind) {
        var invalid = cause(bind, BindValidationException.class);
        if (invalid != null) {
            return invalid.getValidationErrors().getAllErrors().stream()
                    .map(error -> key(bind.getName(), error) + ": " + error.getDefaultMessage())
                    .sorted()
                    .collect(Collectors.joining("; "));
        }
        return "%s: cannot be read as %s; mend or remove it"
                .formatted(bind.getName(), bind.getTarget().getType());
    }

    private static String key(ConfigurationPropertyName prefix, ObjectError error) {
        return error instanceof FieldError field
                ? prefix + "."
                        + field.getField().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT)
                : prefix.toString();
    }

    private static @Nullable String database(Throwable failure) {
        if (chain(failure)
                .anyMatch(cause -> cause.getClass().getSimpleName().equals("DataSourceBeanCreationException"))) {
            return DATABASE + "is missing; set it like jdbc:postgresql://host:5432/changetrail";
        }
        var sql = cause(failure, SQLException.class);
        if (sql == null || sql.getSQLState() == null) {
            return null;
        }
        return switch (sql.getSQLState().substring(0, 2)) {
            case "08" -> DATABASE + "no PostgreSQL answers there; start it or mend host and port";
            case "28" -> DATABASE + "PostgreSQL refuses the login; mend spring.datasource.username and .password";
            case "3D" -> DATABASE + "the database does not exist; create it or mend its name";
            default -> null;
        };
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        return chain(failure)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(50);
    }
}
