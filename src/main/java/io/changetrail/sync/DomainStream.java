package io.changetrail.sync;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is walked for several projects at once.
 *
 * @param projects what is remembered of each of them
 */
record DomainStream(StreamRow stream, Map<String, WalkedProject> projects) {

    /**
     * The stream as far as its walks included the project. Before the first list is committed nobody knows for whom they are.
     *
     * @param known whether the project has or had any server
     * @return null if none ever included it
     */
    @Nullable
    StreamRow of(String project, boolean known) {
        var walked = projects.get(project);
        if (walked == null && known) {
            walked = projects.get(WalkedProject.ALL);
        }
        if (walked == null) {
            return projects.isEmpty() && stream.cursor() == null ? stream : null;
        }
        return walked.of(stream);
    }
}
