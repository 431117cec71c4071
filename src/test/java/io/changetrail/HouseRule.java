package io.changetrail;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import io.changetrail.access.Caller;
import io.changetrail.sync.Projects;
import io.changetrail.timeline.TimelineScope;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.reactivestreams.Publisher;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.RepositoryDefinition;
import org.springframework.web.reactive.function.client.WebClient;

/** What no production class may do, each rule with the planted classes that break it. */
enum HouseRule {
    ENTITIES_STAY_IN_THEIR_PACKAGE(
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate(), "PublicEntity"),

    REPOSITORIES_STAY_IN_THEIR_PACKAGE(
            classes()
                    .that(DescribedPredicate.or(
                            assignableTo(Repository.class),
                            annotatedWith(RepositoryDefinition.class).forSubtype()))
                    .should()
                    .bePackagePrivate(),
            "PublicRepository"),

    ONLY_THE_CLOCK_BEAN_ASKS_THE_SYSTEM_FOR_THE_TIME(
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(TimeConfiguration.class)
                    .should()
                    .accessTargetWhere(describe("the system's time", HouseRule::readsSystemTime)),
            "OwnClock"),

    NOBODY_WAITS_FOR_A_PUBLISHER(
            noClasses().should().accessTargetWhere(describe("a wait for a publisher", HouseRule::waits)), "Blocking"),

    NOBODY_SUBSCRIBES(
            noClasses().should().accessTargetWhere(describe("a bare subscribe", HouseRule::subscribes)), "Forgetting"),

    UPSTREAMS_ARE_READ_AND_NOTHING_ELSE(
            noClasses()
                    .that()
                    .doNotHaveSimpleName("KeystoneLogin")
                    .should()
                    .accessTargetWhere(describe("a call that is no GET", HouseRule::writes)),
            "Posting"),

    ONLY_SCOPES_MAY_MEAN_ALL_PROJECTS(
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("io.changetrail.timeline.web.Scopes")
                    .and()
                    .resideOutsideOfPackage("io.changetrail.access")
                    .should()
                    .accessTargetWhere(describe("a scope of its own making", HouseRule::scopes)),
            "Boundless"),

    JACKSON_IS_THREE(
            noClasses()
                    .that()
                    .doNotHaveSimpleName("OpenApiWords")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.fasterxml.jackson.databind.."),
            "OldJackson"),

    EVERY_PACKAGE_IS_CHECKED_FOR_NULLS(
            noClasses()
                    .should(ArchCondition.from(describe("be in a package without @NullMarked", HouseRule::isUnmarked))),
            "unmarked.Unmarked"),

    NOTHING_IS_INJECTED_INTO_FIELDS(NO_CLASSES_SHOULD_USE_FIELD_INJECTION, "FieldInjected"),

    ONLY_THE_COMMAND_PRINTS(
            noClasses().that().doNotHaveSimpleName("LearnCommand").should(ACCESS_STANDARD_STREAMS), "Printing"),

    MODULES_FORM_NO_CYCLE(slices().matching("*.*.(*)..").should().beFreeOfCycles(), "loop.one.One", "loop.two.Two");

    private static final Set<String> WAITING =
            Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream", "toFuture");

    private static final Set<String> TICKING =
            Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes");

    private final ArchRule rule;
    private final Set<String> breaches;

    HouseRule(ArchRule rule, String... breaches) {
        this.rule = rule;
        this.breaches = Stream.of(breaches).map("planted."::concat).collect(toSet());
    }

    ArchRule rule() {
        return rule.allowEmptyShould(true);
    }

    DescribedPredicate<HasName> breaches() {
        return describe("planted breaches", type -> breaches.contains(type.getName()));
    }

    private static boolean isUnmarked(JavaClass type) {
        return !type.getPackage().isAnnotatedWith(NullMarked.class);
    }

    private static boolean readsSystemTime(JavaAccess<?> access) {
        var target = access.getTarget();
        var owner = target.getOwner();
        return switch (target.getName()) {
            case "now" -> owner.getPackageName().equals("java.time") && !takes(target, Clock.class);
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "<init>" -> owner.isEquivalentTo(Date.class) && takesNothing(target);
            default -> owner.isEquivalentTo(Clock.class) && TICKING.contains(target.getName());
        };
    }

    private static boolean waits(JavaAccess<?> access) {
        return ofPublisher(access) && WAITING.contains(access.getTarget().getName());
    }

    private static boolean subscribes(JavaAccess<?> access) {
        return ofPublisher(access) && access.getTarget().getName().equals("subscribe");
    }

    private static boolean writes(JavaAccess<?> access) {
        return access.getTarget().getOwner().isAssignableTo(WebClient.class)
                && Set.of("post", "put", "patch", "delete", "method")
                        .contains(access.getTarget().getName());
    }

    private static boolean scopes(JavaAccess<?> access) {
        var target = access.getTarget();
        var owner = target.getOwner();
        return target.getName().equals("<init>")
                ? owner.isEquivalentTo(Projects.All.class) || owner.isEquivalentTo(TimelineScope.Everything.class)
                : owner.isEquivalentTo(Caller.class) && target.getName().equals("projects");
    }

    private static boolean ofPublisher(JavaAccess<?> access) {
        return access.getTarget().getOwner().isAssignableTo(Publisher.class);
    }

    private static boolean takes(AccessTarget target, Class<?> parameter) {
        return target instanceof CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(parameter));
    }

    private static boolean takesNothing(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().isEmpty();
    }
}
