package io.changetrail.correlation;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** What is stored of one server. */
interface Records {

    Window during(Span span);

    /** Those of the actions that are causes of other changes than these, by the stored links. */
    Set<UUID> causes(Collection<UUID> actions, Collection<UUID> exceptOf);
}
