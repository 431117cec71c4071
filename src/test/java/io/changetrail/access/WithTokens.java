package io.changetrail.access;

import io.changetrail.support.ServingOnly;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/** The whole application on a real port without pollers, with the {@link Issuers} and a simulated Keystone: one for all tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServingOnly
@ContextConfiguration(initializers = Issuers.class)
public @interface WithTokens {}
