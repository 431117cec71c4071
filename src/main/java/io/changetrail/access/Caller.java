package io.changetrail.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, and what may be answered; made from the token alone, nothing in a request can widen it.
 *
 * @param issuer who vouches for the subject; empty in {@code open} mode
 * @param projects ids of the projects whose records the caller may see; null for all, empty for none
 */
public record Caller(
        String issuer, String subject, @Nullable Set<String> projects, Set<Role> roles) {

    /** Everyone in {@code open} mode. */
    static final Caller ANYONE = new Caller("", "anyone", null, Set.of(Role.values()));

    boolean isAnyone() {
        return this == ANYONE;
    }

    /** Tells callers apart: the same subject of two issuers is two callers. */
    String name() {
        return issuer + ' ' + subject;
    }

    public boolean maySee(String projectId) {
        return projects == null || projects.contains(projectId);
    }

    public boolean mayAudit() {
        return roles.contains(Role.AUDIT);
    }

    /** The asked projects cut to the visible ones; null for all projects there are. */
    public @Nullable Collection<String> visible(Collection<String> asked) {
        if (asked.isEmpty()) {
            return projects;
        }
        return asked.stream().filter(this::maySee).toList();
    }

    /** Two callers with the same key see the same records. */
    public String scopeKey() {
        return projects == null ? "*" : String.join(",", List.copyOf(new TreeSet<>(projects)));
    }
}
