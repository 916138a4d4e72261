package dev.assay.qa.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventsourcing.EventSourcingHandler;

/**
 * Every arrow of docs/architecture.md. A rule that matches no class fails, so none of them can
 * outlive the package it speaks of.
 */
@AnalyzeClasses(
    packages = "dev.assay",
    importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.NoTestJars.class})
class HouseRulesTest {
  /** Tests that modules lend each other come as archives of their own. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String API = "dev.assay.api..";
  private static final String VERIFIER = "dev.assay.verifier..";
  private static final String STORE = "dev.assay.eventstore..";
  private static final String HTTP = "dev.assay.http..";
  private static final String DOMAIN = "dev.assay.domain..";
  private static final String INFERENCE = "dev.assay.inference..";
  private static final String COMMAND = "dev.assay.command..";
  private static final String SAGAS = "dev.assay.sagas..";
  private static final String REPLAY = "dev.assay.replay..";
  private static final String SCHEMA = "dev.assay.projections.schema..";
  private static final String PROJECTIONS = "dev.assay.projections..";
  private static final String QUERY = "dev.assay.query..";
  private static final String SINKS = "dev.assay.sinks..";
  private static final String CLI = "dev.assay.cli..";
  private static final String SERVER = "dev.assay.server..";

  @ArchTest
  static final ArchRule contractsUseNothingOfOurs =
      part(API, "the language is shared by all, so it depends on none of them").mayUse(API);

  @ArchTest
  static final ArchRule eventStoreKnowsNoAggregate =
      part(STORE, "the record outlives every aggregate; it sees events through the catalogue only")
          .mayUse(STORE, VERIFIER, API);

  @ArchTest
  static final ArchRule verifierUsesNothingButTheJdk =
      classes()
          .that()
          .resideInAPackage(VERIFIER)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(VERIFIER, "java..", "org.jspecify.annotations..")
          .because("an auditor trusts what is small and stands alone (docs/architecture.md)");

  @ArchTest
  static final ArchRule httpConventionsKnowNoPart =
      part(HTTP, "commands and queries both build on these conventions").mayUse(HTTP, API);

  @ArchTest
  static final ArchRule domainUsesNothingElse =
      part(DOMAIN, "what decides must replay anywhere").mayUse(DOMAIN, API);

  @ArchTest
  static final ArchRule inferenceIsDeployableAlone =
      part(INFERENCE, "a GPU node carries the workers and nothing else")
          .mayUse(INFERENCE, STORE, API);

  @ArchTest
  static final ArchRule commandSideDoesNotRead =
      part(COMMAND, "commands never ask a read model what to decide")
          .mayUse(COMMAND, DOMAIN, STORE, HTTP, API);

  @ArchTest
  static final ArchRule sagasSendCommandsOnly =
      part(SAGAS, "a process manager sees events and sends commands").mayUse(SAGAS, API);

  @ArchTest
  static final ArchRule replaysUseTheEngineOnly =
      part(REPLAY, "a replay runs the very engine, and nothing that reaches outside")
          .mayUse(REPLAY, DOMAIN, SAGAS, API);

  @ArchTest
  static final ArchRule replaysHaveNoEffect =
      noClasses()
          .that()
          .resideInAPackage(REPLAY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..",
              "java.net.http..",
              "java.nio.channels..",
              "java.nio.file..",
              "java.io..",
              "java.sql..",
              "javax.sql..",
              "org.springframework..")
          .because("a replay of a thousand executions makes no call: take what is needed as input");

  @ArchTest
  static final ArchRule projectionsHaveNoEffect =
      part(PROJECTIONS, "a rebuild must not be able to do anything but write its own tables")
          .mayUse(PROJECTIONS, STORE, API);

  @ArchTest
  static final ArchRule queriesNeverImportAProjector =
      part(QUERY, "queries read the tables that projections.schema defines")
          .mayUse(QUERY, SCHEMA, STORE, VERIFIER, HTTP, API);

  @ArchTest
  static final ArchRule sinksOnlyHandTheRecordOn =
      part(SINKS, "what leaves the house is what is stored; nothing decides or answers on the way")
          .mayUse(SINKS, STORE, API);

  @ArchTest
  static final ArchRule commandLineTalksHttp =
      part(CLI, "the command line is a client like any other").mayUse(CLI, VERIFIER);

  @ArchTest
  static final ArchRule onlyTheServerKnowsEverybody =
      noClasses()
          .that()
          .resideOutsideOfPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SERVER)
          .because("parts are put together in one place");

  @ArchTest
  static final ArchRule domainIsPure =
      noClasses()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "java.sql..", "java.net.http..", "java.nio.file..")
          .because("aggregates decide from what they are given; I/O belongs to the parts around");

  @ArchTest
  static final ArchRule timeAndIdsAreInputs =
      noClasses()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a replay must decide the same: take a Clock, derive ids with Uuids.derived");

  @ArchTest
  static final ArchRule eventSourcingHandlersDoNotLog =
      noClasses()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.slf4j..")
          .because("an event sourcing handler runs at each replay; log where the command is sent");

  @ArchTest
  static final ArchRule projectionsSeeNoCommandGateway =
      noClasses()
          .that()
          .resideInAPackage(PROJECTIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.axonframework.commandhandling..", "java.net.http..")
          .because("no effect port exists where read models are built");

  @ArchTest
  static final ArchRule projectorsOnlyTurnEventsIntoRows =
      classes()
          .that()
          .implement(dev.assay.projections.runner.Projector.class)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.math..",
              "java.time..",
              "java.util..",
              "tools.jackson.databind..",
              "org.jspecify.annotations..",
              API,
              PROJECTIONS,
              "dev.assay.eventstore.reader..")
          .because(
              "a rebuild runs them over the whole record again: they have nothing to act with");

  @ArchTest
  static final ArchRule vendorSdksStayInTheirAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.assay.inference.openai..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.ai..", "com.openai..")
          .because("a provider is replaced by writing one package");

  @ArchTest
  static final ArchRule everyCommandSaysWhoMaySendIt =
      classes()
          .that(areCommands())
          .should()
          .beAnnotatedWith(dev.assay.api.access.AllowedTo.class)
          .because("what is not allowed to someone is refused to everyone: add @AllowedTo");

  @ArchTest
  static final ArchRule everyEventHasAStableName =
      classes()
          .that(areEvents())
          .should()
          .beAnnotatedWith(dev.assay.api.event.EventName.class)
          .because("class names change, stored names do not: add @EventName");

  @ArchTest
  static final ArchRule handlersAreNotPublic =
      noMethods()
          .that()
          .areAnnotatedWith(EventSourcingHandler.class)
          .should()
          .bePublic()
          .because("evolve is called by the framework alone");

  private static DescribedPredicate<JavaClass> areCommands() {
    return DescribedPredicate.describe(
        "are command records",
        type ->
            type.isRecord()
                && type.getEnclosingClass()
                    .filter(outer -> outer.getSimpleName().endsWith("Command"))
                    .isPresent()
                && type.getInterfaces().stream()
                    .anyMatch(i -> i.getName().startsWith("dev.assay.api")));
  }

  private static DescribedPredicate<JavaClass> areEvents() {
    return DescribedPredicate.describe(
        "are event records",
        type -> type.isRecord() && type.isAssignableTo(dev.assay.api.event.DomainEvent.class));
  }

  private static Part part(String name, String because) {
    return new Part(name, because);
  }

  /** One part of the house and what of ours it may use. */
  private record Part(String name, String because) {
    ArchRule mayUse(String... parts) {
      return noClasses()
          .that()
          .resideInAPackage(name)
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("dev.assay..")
                  .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(parts))))
          .because(because + " (docs/architecture.md)");
    }
  }
}
