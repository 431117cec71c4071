package io.changetrail.cloud;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Looks for changed credentials; what is seen the same twice is offered, so that a set caught half written is not. */
final class CredentialWatch {

    private static final Logger log = LoggerFactory.getLogger(CredentialWatch.class);

    private final CredentialFiles files;
    private final Authorisation authorisation;
    private final Function<Credentials, CredentialVersion> versions;
    private @Nullable Credentials seen;
    private @Nullable String wrong;

    CredentialWatch(
            CredentialFiles files, Authorisation authorisation, Function<Credentials, CredentialVersion> versions) {
        this.files = files;
        this.authorisation = authorisation;
        this.versions = versions;
    }

    @Scheduled(fixedDelayString = "3s", initialDelayString = "3s")
    Mono<Void> look() {
        return OffLoop.call(this::readFiles)
                .then(Mono.defer(authorisation::refresh))
                .onErrorComplete();
    }

    private synchronized boolean readFiles() {
        if (!files.mounted()) {
            return false;
        }
        try {
            noticed(files.read());
            wrong = null;
        } catch (RuntimeException unusable) {
            tell(reason(unusable));
        }
        return true;
    }

    private void noticed(Credentials now) {
        if (now.equals(seen) && !authorisation.knows(now)) {
            log.info("changed credentials were found in the mounted files; one request will prove them");
            authorisation.offer(versions.apply(now));
        }
        seen = now;
    }

    private void tell(String reason) {
        seen = null;
        if (!reason.equals(wrong)) {
            log.warn("changed configuration in the mounted files is not used: {}", reason);
        }
        wrong = reason;
    }

    /** Names a wrong key, never a value: other messages may quote what was read. */
    private static String reason(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfigurationPropertyValueException key) {
                return key.getName() + " " + Objects.requireNonNullElse(key.getReason(), "is wrong");
            }
        }
        return failure.getClass().getSimpleName();
    }
}
