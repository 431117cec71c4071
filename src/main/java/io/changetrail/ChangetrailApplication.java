package io.changetrail;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts changetrail: the pollers, the correlation sweep and the API are one process, every replica the same. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ChangetrailApplication {

    /** With {@code learn} as an argument, prints what the stored records teach and ends; only reads, and answers nobody. */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("learn")) {
            var apart = Stream.of(
                    "--changetrail.sync.enabled=false",
                    "--spring.main.web-application-type=none",
                    "--spring.main.banner-mode=off",
                    "--spring.flyway.enabled=false",
                    "--logging.threshold.console=error");
            var all = Stream.concat(Stream.of(arguments), apart).toArray(String[]::new);
            System.exit(SpringApplication.exit(SpringApplication.run(ChangetrailApplication.class, all)));
        }
        SpringApplication.run(ChangetrailApplication.class, arguments);
    }
}
