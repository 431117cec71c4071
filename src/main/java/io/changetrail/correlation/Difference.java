package io.changetrail.correlation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** How wanted rows differ from stored ones: what has to be written or deleted. */
record Difference<T>(List<T> created, List<T> revised, List<T> gone) {

    static <T> Difference<T> of(List<T> stored, List<T> wanted, Function<T, String> key) {
        var before = new HashMap<String, T>();
        stored.forEach(one -> before.put(key.apply(one), one));
        var kept = new HashSet<String>();
        wanted.forEach(one -> kept.add(key.apply(one)));
        return new Difference<>(
                wanted.stream()
                        .filter(one -> !before.containsKey(key.apply(one)))
                        .toList(),
                wanted.stream()
                        .filter(one -> before.containsKey(key.apply(one)))
                        .filter(one -> !one.equals(before.get(key.apply(one))))
                        .toList(),
                stored.stream().filter(one -> !kept.contains(key.apply(one))).toList());
    }

    List<T> written() {
        return Stream.concat(created.stream(), revised.stream()).toList();
    }
}
