package io.changetrail;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts changetrail: the pollers, the correlation sweep and the API are one process, every replica the same. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ChangetrailApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ChangetrailApplication.class, arguments);
    }
}
