package dev.portolan.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the house keeps its shape")
final class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // What plays the platforms is among the adapters' tests.
          .withImportOption(location -> !location.contains("-harness.jar"))
          .importPackages("dev.portolan");

  private static final String[] FUNCTION_SIDE = {
    "dev.portolan", "dev.portolan.codec", "dev.portolan.runtime.."
  };

  @Test
  @DisplayName("the api depends on nothing but the JDK")
  void apiStandsAlone() {
    classes()
        .that()
        .resideInAnyPackage(FUNCTION_SIDE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.portolan",
            "dev.portolan.codec",
            "dev.portolan.runtime..",
            // The JDK's own, and the one way to hear SIGTERM before the shutdown hooks run.
            "sun.misc..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("an adapter depends on the api and its platform's own interface")
  void adaptersTravelLight() {
    classes()
        .that()
        .resideInAPackage("dev.portolan.adapter..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "javax.net.ssl..",
            "dev.portolan",
            "dev.portolan.codec",
            "dev.portolan.runtime..",
            "dev.portolan.adapter..",
            "com.amazonaws.services.lambda.runtime..",
            "com.google.cloud.functions",
            "com.microsoft.azure.functions..",
            "io.cloudevents",
            "org.crac..",
            "org.springframework..",
            "reactor.core..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("a codec depends on the api's codec and its library")
  void codecsTravelLight() {
    classes()
        .that()
        .resideInAPackage("dev.portolan.codec.jackson..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.portolan.codec",
            "dev.portolan.codec.jackson..",
            "com.fasterxml.jackson..")
        .check(HOUSE);
    classes()
        .that()
        .resideInAPackage("dev.portolan.codec.jackson3..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.portolan.codec",
            "dev.portolan.codec.jackson3..",
            "com.fasterxml.jackson.annotation..",
            "tools.jackson..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("nobody needs Spring but the adapter for it")
  void springIsOptIn() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.portolan.adapter.springcloudfunction..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.portolan.adapter.springcloudfunction..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.portolan.adapter.springcloudfunction..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("nobody needs Kotlin but the module for it, which needs nothing else")
  void kotlinIsOptIn() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.portolan.kotlin..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("kotlin..", "kotlinx..", "dev.portolan.kotlin..")
        .check(HOUSE);
    classes()
        .that()
        .resideInAPackage("dev.portolan.kotlin..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "kotlin..",
            "kotlinx.coroutines..",
            "dev.portolan",
            "dev.portolan.kotlin..",
            "org.jetbrains.annotations..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("the tool does not know the function's side")
  void toolDoesNotKnowTheFunction() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.portolan.deploy..",
            "dev.portolan.images..",
            "dev.portolan.maven..",
            "dev.portolan.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.portolan",
            "dev.portolan.codec..",
            "dev.portolan.runtime..",
            "dev.portolan.kotlin..",
            "dev.portolan.adapter..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("model knows no driver, driver knows no engine")
  void modelThenDriverThenEngine() {
    noClasses()
        .that()
        .resideInAPackage("dev.portolan.deploy.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.portolan.deploy",
            "dev.portolan.deploy.driver..",
            "dev.portolan.deploy.engine..",
            "dev.portolan.deploy.config..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("dev.portolan.deploy.driver..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.portolan.deploy", "dev.portolan.deploy.engine..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("packages form no circle")
  void noCircles() {
    slices().matching("dev.portolan.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  @DisplayName("a provider is reached through the driver only")
  void providersAreIslands() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.portolan.provider..", "dev.portolan.examples..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.portolan.provider..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("vendor SDKs stand in providers, and where the sandbox lends them a transport")
  void sdksStayInProviders() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.portolan.provider..",
            "dev.portolan.sandbox.aws..",
            "dev.portolan.sandbox.azure..",
            "dev.portolan.sandbox.gcp..",
            "dev.portolan.sandbox.knative..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon.awssdk..",
            "com.azure..",
            "io.fabric8..",
            "com.google.api..",
            "com.google.auth..",
            "com.google.cloud.run..",
            "com.google.cloud.functions.v2..",
            "com.google.cloud.eventarc..",
            "com.google.cloud.scheduler..",
            "com.google.cloud.secretmanager..",
            "com.google.iam..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("images are made in one place")
  void imagesAreMadeInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.portolan.images..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.cloud.tools..")
        .check(HOUSE);
  }

  @Test
  @DisplayName("the tool has one clock")
  void oneClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.portolan.deploy..", "dev.portolan.images..", "dev.portolan.provider..")
        .and()
        .doNotHaveFullyQualifiedName("dev.portolan.deploy.driver.TimeSource$1")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(HOUSE);
  }
}
