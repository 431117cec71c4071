package io.changetrail.timeline.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/** Describes one call: its parameters are the ones that it accepts, its answers those that the words give its operation id. */
final class OpenApiCall {

    private static final List<String> ALWAYS = List.of("400", "401", "403", "406", "413", "429", "500", "503");

    /** What only one call answers, by its operation id. */
    private static final Map<String, String> OWN = Map.of("feed", "410", "replay", "409");

    private final Components parameters = OpenApiWords.of("parameters").getComponents();
    private final Components answers = OpenApiWords.of("answers").getComponents();

    void describe(Operation operation, HandlerMethod method, List<Accepted> accepted) {
        var inPath = Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of()).stream()
                .filter(parameter -> "path".equals(parameter.getIn()))
                .map(Parameter::getName)
                .toList();
        operation.setParameters(parameters(operation.getOperationId(), inPath, accepted, isList(method)));
        operation.setResponses(responses(operation.getOperationId(), method, !inPath.isEmpty(), accepted));
    }

    private List<Parameter> parameters(String call, List<String> inPath, List<Accepted> accepted, boolean list) {
        var all = new ArrayList<Parameter>();
        inPath.forEach(name -> all.add(parameter("path." + name, name).required(true)));
        accepted.forEach(one -> all.add(parameter(one.parameter(), one.parameter())));
        if (list) {
            all.add(parameter("header.If-None-Match", HttpHeaders.IF_NONE_MATCH));
        }
        if (call.equals("feed")) {
            all.add(parameter("header.Last-Event-ID", "Last-Event-ID"));
        }
        return all;
    }

    private Parameter parameter(String key, String name) {
        return Objects.requireNonNull(parameters.getParameters().get(key), key).name(name);
    }

    private ApiResponses responses(String call, HandlerMethod method, boolean byId, List<Accepted> accepted) {
        var responses = new ApiResponses();
        var answer = Objects.requireNonNull(answers.getResponses().get(call), call);
        responses.addApiResponse(method.hasMethodAnnotation(PostMapping.class) ? "202" : "200", answer);
        var others = new TreeSet<>(ALWAYS);
        if (isList(method)) {
            asList(answer, method, accepted.contains(Accepted.CURSOR));
            others.add("304");
        }
        if (byId) {
            others.add("404");
        }
        if (OWN.containsKey(call)) {
            others.add(OWN.get(call));
        }
        others.forEach(status -> responses.addApiResponse(status, new ApiResponse().$ref(status)));
        return responses;
    }

    private static void asList(ApiResponse answer, HandlerMethod method, boolean paged) {
        answer.addHeaderObject("ETag", header("Weak; over rows, coverage state and gaps.", "W/\"5f1c\""));
        answer.addHeaderObject(
                CsvForm.COVERAGE_HEADER, header("Only of text/csv: what else stands in `coverage`, as JSON.", "[]"));
        if (paged) {
            answer.addHeaderObject(
                    "Link", header("The next page, if there is one.", "</api/v1/servers?cursor=AZC1>; rel=\"next\""));
        }
        var content = answer.getContent();
        content.addMediaType(
                Format.NDJSON_TYPE,
                text(
                        "A row a line as in `data`; the last line has `page`, `window` and `coverage`.",
                        "{\"page\":{\"next_cursor\":null},\"window\":{\"since\":null,\"until\":null},\"coverage\":[]}\n"));
        content.addMediaType(Format.CSV_TYPE, text("RFC 4180 with these columns.", columns(method) + "\r\n"));
    }

    private static String columns(HandlerMethod method) {
        var type = ResolvableType.forMethodReturnType(method.getMethod());
        var envelope = type.toClass() == Envelope.class ? type : type.getGeneric(0);
        return CsvColumn.of(envelope.getGeneric(0).toClass()).stream()
                .map(CsvColumn::heading)
                .collect(Collectors.joining(","));
    }

    private static boolean isList(HandlerMethod method) {
        return method.hasMethodAnnotation(ListMapping.class);
    }

    private static Header header(String description, String example) {
        return new Header().description(description).schema(new StringSchema()).example(example);
    }

    private static MediaType text(String description, String example) {
        return new MediaType()
                .schema(new StringSchema().description(description))
                .example(example);
    }
}
