package io.changetrail.correlation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Prints, if the program is started as {@code learn}, what the stored records teach beyond what is in use; a word after it is the
 * file to write the learned {@code model.json} to, {@code -} the output. Changes nothing in the database.
 */
@Component
class LearnCommand implements ApplicationRunner {

    private static final int MOST_SERVERS = 500;
    private static final String OUTPUT = "-";

    private final LearnedKinds kinds;
    private final StoredServers servers;
    private final TransactionTemplate reading;

    /** What is printed, and the learned model as a file. */
    record Answer(String report, String model) {}

    LearnCommand(LearnedKinds kinds, StoredServers servers, PlatformTransactionManager transactions) {
        this.kinds = kinds;
        this.servers = servers;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var words = arguments.getNonOptionArgs();
        var place = words.indexOf("learn");
        if (place >= 0) {
            tell(answer(), place + 1 < words.size() ? words.get(place + 1) : "");
        }
    }

    private static void tell(Answer answer, String file) {
        if (file.equals(OUTPUT)) {
            System.err.print(answer.report());
            System.out.print(answer.model());
            return;
        }
        System.out.print(answer.report());
        if (!file.isEmpty()) {
            try {
                Files.writeString(Path.of(file), answer.model());
            } catch (IOException e) {
                throw new UncheckedIOException("The learned model cannot be written to " + file, e);
            }
        }
    }

    Answer answer() {
        return Objects.requireNonNull(reading.execute(status -> learn()));
    }

    private Answer learn() {
        var shipped = ModelFile.shipped();
        var adopted = kinds.adopted();
        var sample = servers.sample(MOST_SERVERS);
        var learning = ModelLearning.of(sample, servers::records, adopted, shipped);
        var now = new Correlator(EffectTable.load(shipped).with(adopted));
        var then = new Correlator(EffectTable.load(learning.model()).with(adopted));
        var comparison = new ModelComparison();
        for (var server : sample) {
            var records = servers.records(server);
            comparison.add(links(now, records), links(then, records));
        }
        var report = "Version %d of the model, by the records of %d servers (at most %d are read):%n%s%s%s"
                .formatted(
                        shipped.version(),
                        sample.size(),
                        MOST_SERVERS,
                        LearnReport.constants(shipped, learning),
                        comparison.text(),
                        LearnReport.kinds(adopted, kinds.learn()));
        return new Answer(report, ModelNumbers.json(learning.model()));
    }

    private static List<Link> links(Correlator correlator, KindLearning.Server records) {
        return correlator.correlate(records.actions(), records.items()).links();
    }
}
