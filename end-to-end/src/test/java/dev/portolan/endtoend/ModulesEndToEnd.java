package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a build of several modules")
final class ModulesEndToEnd {
  private static final String LIBRARY =
      """
      <dependency>
        <groupId>com.example</groupId>
        <artifactId>words</artifactId>
        <version>1.0</version>
      </dependency>
      """;

  private static final String PARENT =
      """
      <parent>
        <groupId>com.example</groupId>
        <artifactId>all</artifactId>
        <version>1.0</version>
      </parent>
      """;

  @TempDir Path directory;

  @Test
  @DisplayName("deploys the module that declares the plugin, with the modules it needs")
  void modules() throws Exception {
    Project words = Project.of(directory.resolve("words"), "words", "");
    String pom = words.read("pom.xml");
    int plugins = pom.indexOf("<plugin>");
    int end = pom.indexOf("</plugin>") + "</plugin>".length();
    String declaration = pom.substring(plugins, end);
    words.write("pom.xml", child(pom).replace(declaration, ""));
    words.write(
        "src/main/java/com/acme/Words.java",
        "package com.acme; public final class Words { public static String say() { return \"words\"; } }");

    Project app = Project.of(directory.resolve("app"), "app", "").function("Order", "/order");
    String order = "src/main/java/com/acme/Order.java";
    app.write(order, app.read(order).replace("\"Order here\"", "Words.say() + \" here\""));
    String appPom = app.read("pom.xml");
    app.write("pom.xml", child(appPom).replace("<dependencies>", "<dependencies>" + LIBRARY));
    Files.writeString(
        directory.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>all</artifactId>
          <version>1.0</version>
          <packaging>pom</packaging>
          <modules><module>words</module><module>app</module></modules>
          <properties><portolan.version>%s</portolan.version></properties>
          <build><pluginManagement><plugins>%s</plugins></pluginManagement></build>
        </project>
        """
            .formatted(System.getProperty("portolan.version"), declaration));

    // "package" too: Maven does not show a module what another has made in a forked lifecycle.
    Maven.Result result =
        Maven.in(directory).run("package", "portolan:deploy", "-Dprovider=aws", "-Dsandbox");
    assertEquals(0, result.exitCode(), result.output());
    assertTrue(result.output().contains("words here"), result.output());
    assertTrue(Files.exists(app.directory().resolve("target/portolan/report.json")));
    assertFalse(Files.exists(words.directory().resolve("target/portolan")));
  }

  private static String child(String pom) {
    String model = "<modelVersion>4.0.0</modelVersion>";
    return pom.replace(model, model + PARENT);
  }
}
