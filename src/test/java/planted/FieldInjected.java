package planted;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** Cannot be made with new. */
final class FieldInjected {
    @Autowired
    @Nullable
    Clock clock;
}
