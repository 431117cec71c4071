package io.changetrail.sync;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Switches on the schedules of pollers and sweeps; their threads are {@code spring.task.scheduling.pool.size}, one per job. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {}
