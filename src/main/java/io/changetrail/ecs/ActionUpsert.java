package io.changetrail.ecs;

import org.jspecify.annotations.Nullable;

/**
 * An action to be written whole, as a new row or over the old one.
 *
 * @param message without secrets
 * @param hash of the document as received, in hex
 * @param document without secrets, as JSON text
 * @param replaces whether another content is stored, which has to be kept as a version
 */
record ActionUpsert(
        InstanceAction action,
        @Nullable String message,
        boolean isFinal,
        String hash,
        String document,
        boolean replaces) {}
