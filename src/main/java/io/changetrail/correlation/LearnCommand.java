package io.changetrail.correlation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Logs, if the program is started as {@code learn}, what the stored records teach beyond what is in use; changes nothing. */
@Component
class LearnCommand implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(LearnCommand.class);

    private final LearnedKinds kinds;

    LearnCommand(LearnedKinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (arguments.getNonOptionArgs().contains("learn")) {
            log.info(report());
        }
    }

    String report() {
        var learned = kinds.learn();
        var text = new StringBuilder(
                "Learned from %d kinds of actions that the effect table does not have.%n".formatted(learned.size()));
        var changes = KindChange.between(kinds.adopted(), learned);
        changes.forEach(change -> text.append(change.text()).append(System.lineSeparator()));
        return text.append(changes.isEmpty() ? "Nothing would change.%n".formatted() : "")
                .toString();
    }
}
