package io.changetrail.access;

import java.util.Arrays;
import java.util.Optional;

/** What a token's scope allows; roles do not nest, and every read needs {@link #READ}. */
public enum Role {
    READ("changetrail.read"),
    /** Raw documents and tracebacks. */
    AUDIT("changetrail.audit"),
    /** Sync, quarantine and doctor. */
    OPERATE("changetrail.operate");

    private final String scope;

    Role(String scope) {
        this.scope = scope;
    }

    /** As tokens and configuration write it. */
    public String scope() {
        return scope;
    }

    static Optional<Role> of(String scope) {
        return Arrays.stream(values()).filter(role -> role.scope.equals(scope)).findFirst();
    }
}
