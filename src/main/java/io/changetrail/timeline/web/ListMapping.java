package io.changetrail.timeline.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** A call that answers a list in any {@link Format}; JSON where the caller does not care. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestMapping(
        method = RequestMethod.GET,
        produces = {Format.JSON_TYPE, Format.NDJSON_TYPE, Format.CSV_TYPE})
@interface ListMapping {

    @AliasFor(annotation = RequestMapping.class, attribute = "path")
    String[] value();
}
