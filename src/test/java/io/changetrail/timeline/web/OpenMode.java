package io.changetrail.timeline.web;

import io.changetrail.support.DatabaseTestConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;

/** The whole application on a real port without pollers, in open mode. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "changetrail.access.mode=open",
            "changetrail.sync.enabled=false",
            "changetrail.cloud.region=eu-de",
            "changetrail.cloud.ecs.enabled=false",
            "changetrail.cloud.rms.enabled=false"
        })
@AutoConfigureWebTestClient(timeout = "30s")
@Import(DatabaseTestConfiguration.class)
public @interface OpenMode {}
