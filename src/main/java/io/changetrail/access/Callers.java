package io.changetrail.access;

import io.changetrail.access.AccessProperties.Subject;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import reactor.core.publisher.Mono;

/** The one place where a token becomes a {@link Caller}: roles from its scope, projects from its claim or from the settings. */
final class Callers implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

    private static final String EVERY_PROJECT = "*";

    private final String projectsClaim;
    private final List<Subject> subjects;

    /**
     * @param subjects whose tokens are accepted and what they may do; empty to go by the tokens' own claims
     */
    Callers(String projectsClaim, List<Subject> subjects) {
        this.projectsClaim = projectsClaim;
        this.subjects = subjects;
    }

    @Override
    public Mono<AbstractAuthenticationToken> convert(Jwt token) {
        return Mono.fromSupplier(() -> new CallerAuthentication(caller(token), token.getTokenValue()));
    }

    Caller caller(Jwt token) {
        var issuer = Objects.toString(token.getClaims().get(JwtClaimNames.ISS), "");
        var subject = token.getSubject() == null ? "" : token.getSubject();
        if (subjects.isEmpty()) {
            var roles = Stream.of("scope", "scp").flatMap(claim -> words(token, claim));
            return caller(issuer, subject, words(token, projectsClaim).toList(), roles);
        }
        return subjects.stream()
                .filter(known -> known.subject().equals(subject))
                .findFirst()
                .map(known -> caller(issuer, subject, known.projects(), known.roles().stream()))
                .orElseThrow(() -> new InvalidBearerTokenException("The subject is not known here"));
    }

    private static Caller caller(String issuer, String subject, Collection<String> projects, Stream<String> scopes) {
        @Nullable Set<String> visible = projects.contains(EVERY_PROJECT) ? null : Set.copyOf(projects);
        var roles = scopes.map(Role::of).flatMap(role -> role.stream()).collect(Collectors.toSet());
        return new Caller(issuer, subject, visible, roles);
    }

    /** A claim is a list, or one text with blanks or commas between the words; anything else says nothing. */
    private static Stream<String> words(Jwt token, String claim) {
        var value = token.getClaims().get(claim);
        if (value instanceof String text) {
            return Arrays.stream(text.split("[\\s,]+")).filter(word -> !word.isBlank());
        }
        return value instanceof Collection<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }
}
