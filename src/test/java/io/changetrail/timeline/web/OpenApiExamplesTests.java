package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Every answer and every type of problem is shown by an example, and each example is as its schema says. */
@OpenMode
class OpenApiExamplesTests {

    private static final Pattern PROBLEM = Pattern.compile("urn:changetrail:problem:([a-z-]+)\"");

    private final ApiDescription description;

    OpenApiExamplesTests(@Autowired WebTestClient web) {
        this.description = new ApiDescription(new Walk(web).page("/v3/api-docs"));
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        var wrong = new TreeSet<String>();
        var document = description.document();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(call -> call.getValue()
                                .path("responses")
                                .propertyNames()
                                .forEach(status -> check(path.getKey(), call.getKey(), status, wrong))));
        assertThat(wrong).isEmpty();
    }

    private void check(String path, String method, String status, Set<String> wrong) {
        for (var form :
                description.answer(path, method, Integer.parseInt(status)).path("content")) {
            var examples = examples(form);
            assertThat(examples).as(path + " " + status).isNotEmpty();
            if (form.path("schema").has("$ref")) {
                examples.stream()
                        .flatMap(example -> description.faults(form.path("schema"), example).stream())
                        .forEach(fault -> wrong.add(path + " " + status + " " + fault));
            }
        }
    }

    private static List<JsonNode> examples(JsonNode form) {
        return form.has("example")
                ? List.of(form.path("example"))
                : form.path("examples")
                        .valueStream()
                        .map(one -> one.path("value"))
                        .toList();
    }

    @Test
    void everyTypeOfProblemThatTheCodeNamesHasAnExample() throws IOException {
        var named = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                PROBLEM.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group(1)));
            }
        }
        assertThat(named).hasSizeGreaterThan(5);
        var described = description
                .document()
                .path("components")
                .path("responses")
                .valueStream()
                .flatMap(answer ->
                        answer
                                .path("content")
                                .path("application/problem+json")
                                .path("examples")
                                .propertyNames()
                                .stream())
                .collect(Collectors.toSet());
        assertThat(described).containsAll(named);
    }
}
