package io.changetrail.cloud;

import reactor.core.publisher.Mono;

/** Where {@code X-Auth-Token} comes from. */
interface Tokens {

    Mono<String> token(CloudScope scope);

    /** Told that a service answered 401 to the token; true when asking for another one makes sense now. */
    boolean renewable(CloudScope scope, String refused);
}
