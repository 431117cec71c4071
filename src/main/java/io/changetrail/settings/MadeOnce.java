package io.changetrail.settings;

import java.security.SecureRandom;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hands out secrets that the first replica to ask makes and all others share; they are never shown or logged. */
@Component
public class MadeOnce {

    private final MadeOnceRepository repository;
    private final SecureRandom random = new SecureRandom();

    MadeOnce(MadeOnceRepository repository) {
        this.repository = repository;
    }

    /**
     * The secret of that name, made now if there is none.
     *
     * @param bytes its length when it has to be made
     */
    @Transactional
    public byte[] key(String name, int bytes) {
        var candidate = new byte[bytes];
        random.nextBytes(candidate);
        repository.offer(name, candidate);
        return repository.findById(name).orElseThrow().value();
    }
}
