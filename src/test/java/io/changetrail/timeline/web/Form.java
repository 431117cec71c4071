package io.changetrail.timeline.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The forms that fields of answers have: a type, or the words allowed with strokes between; a question mark allows null. */
final class Form {

    /** Of a place that no answer has. */
    static final String NONE = "nothing stands there";

    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Form() {}

    /**
     * What is missing or wrong.
     *
     * @param place path to the objects, in which an asterisk is every element
     * @param fields {@code name:form}, with spaces between
     */
    static List<String> faults(JsonNode answer, String place, String fields) {
        var found = at(answer, place);
        var faults = new ArrayList<String>();
        if (found.isEmpty()) {
            faults.add(NONE);
        }
        for (var object : found) {
            for (var field : fields.split(" ")) {
                var name = field.substring(0, field.indexOf(':'));
                var form = field.substring(field.indexOf(':') + 1);
                if (!object.has(name) || !has(object.get(name), form)) {
                    faults.add(place + " has no " + field + " but " + object.path(name));
                }
            }
        }
        return faults;
    }

    private static List<JsonNode> at(JsonNode answer, String place) {
        var found = Stream.of(answer);
        for (var step : place.split("/")) {
            if (step.equals("*")) {
                found = found.flatMap(node -> node.valueStream());
            } else if (!step.isEmpty()) {
                found = found.map(node -> node.path(step));
            }
        }
        return found.filter(node -> !node.isMissingNode()).toList();
    }

    private static boolean has(JsonNode value, String form) {
        if (form.endsWith("?")) {
            return value.isNull() || has(value, form.substring(0, form.length() - 1));
        }
        return switch (form) {
            case "time" -> value.isString() && TIME.matcher(value.stringValue()).matches();
            case "uuid" -> value.isString() && UUID.matcher(value.stringValue()).matches();
            case "text" -> value.isString();
            case "number" -> value.isNumber();
            case "share" -> value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1;
            case "flag" -> value.isBoolean();
            case "object" -> value.isObject();
            case "list" -> value.isArray();
            case "any" -> true;
            default -> value.isString() && List.of(form.split("/")).contains(value.stringValue());
        };
    }
}
