package planted;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Says of itself in each way that it tests something, and does not. */
class Skipped {

    @Test
    @Disabled("planted")
    void disabled() {}

    @Test
    @Tag("soak")
    void elsewhere() {}

    @Test
    @EnabledIfSystemProperty(named = "planted", matches = "never")
    void onCondition() {}

    void noTest() {}
}
