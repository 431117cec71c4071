package io.changetrail.access;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A checked token: its principal is the {@link Caller}, its authorities the scopes of the caller's roles. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient Caller caller;
    private final transient String token;

    CallerAuthentication(Caller caller, String token) {
        super(AuthorityUtils.createAuthorityList(
                caller.roles().stream().map(Role::scope).toList()));
        this.caller = caller;
        this.token = token;
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return token;
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.subject();
    }
}
