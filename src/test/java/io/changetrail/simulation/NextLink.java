package io.changetrail.simulation;

import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Nova's next link: there whenever the page is full, with all parameters sorted by name and the marker replaced. */
final class NextLink {

    private NextLink() {}

    static void add(ObjectNode body, String key, ComputeCall call, String marker) {
        var parameters = new TreeMap<String, String>();
        call.call().query().values().forEach((name, values) -> parameters.put(name, values.getFirst()));
        parameters.put("marker", marker);
        var query = parameters.entrySet().stream()
                .map(parameter -> Percent.encoded(parameter.getKey()) + "=" + Percent.encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        var href = call.versionBase() + call.route().rest() + "?" + query;
        body.putArray(key).addObject().put("rel", "next").put("href", href);
    }
}
