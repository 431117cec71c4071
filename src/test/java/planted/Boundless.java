package planted;

import io.changetrail.access.Caller;
import io.changetrail.sync.Projects;
import io.changetrail.timeline.TimelineScope;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks about all projects, or about a caller's as it likes, in each forbidden way. */
final class Boundless {

    Projects projects() {
        return new Projects.All();
    }

    Supplier<TimelineScope> byReference() {
        return TimelineScope.Everything::new;
    }

    @Nullable
    Set<String> ofCaller(Caller caller) {
        return caller.projects();
    }

    boolean allowed(Caller caller) {
        return caller.maySee("p") && new Projects.Of(Set.of()).include("p");
    }
}
