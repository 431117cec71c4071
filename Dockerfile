FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN ./mvnw -B -q package -Dmaven.test.skip=true \
    && java -Djarmode=tools -jar target/changetrail-*.jar extract --layers --destination layers --application-filename changetrail.jar

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="changetrail" \
      org.opencontainers.image.description="What changed on a server, when, who did it, by which request, and how sure are we" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 changetrail \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin changetrail
WORKDIR /application
RUN chown 10001:10001 /application
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001:10001
# One start without database and cloud, so that the JVM remembers which classes a start needs. The values are for this start only.
RUN java -XX:AOTCacheOutput=changetrail.aot -Dspring.context.exit=onRefresh \
    -Dspring.flyway.enabled=false \
    -Dspring.jpa.hibernate.ddl-auto=none \
    -Dspring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false \
    -Dspring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect \
    -Dspring.datasource.url=jdbc:postgresql://training.invalid/none \
    -Dspring.datasource.username=training \
    -Dspring.datasource.password=training \
    -Dspring.security.oauth2.resourceserver.jwt.jwk-set-uri=https://training.invalid/keys \
    -Dchangetrail.sync.enabled=false \
    -Dchangetrail.cloud.region=training \
    -Dchangetrail.cloud.domain-id=training \
    -Dchangetrail.cloud.project-ids=training \
    -Dchangetrail.cloud.iam.endpoint=https://training.invalid \
    -Dchangetrail.cloud.ecs.endpoint=https://training.invalid \
    -Dchangetrail.cloud.rms.endpoint=https://training.invalid \
    -Dchangetrail.cloud.credentials.username=training \
    -Dchangetrail.cloud.credentials.password=training \
    -Dchangetrail.cloud.credentials.user-domain-name=training \
    -jar changetrail.jar
EXPOSE 8080 8081
ENTRYPOINT ["java", "-XX:AOTCache=changetrail.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "changetrail.jar"]
