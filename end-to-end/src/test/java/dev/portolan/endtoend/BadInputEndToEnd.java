package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("bad input ends with code 4, a message that helps, and no call to any cloud")
final class BadInputEndToEnd {
  private static final String NOTHING_SET = "<configuration/>";

  @TempDir Path directory;

  @Test
  @DisplayName("unknown keys and functions, with file, line and the nearest name, all at once")
  void unknownKeys() throws Exception {
    Project project =
        Project.of(
                directory,
                "shop",
                """
                <configuration>
                  <memroy>256</memroy>
                  <functions>
                    <order>
                      <timeuot>3s</timeuot>
                    </order>
                  </functions>
                  <providers>
                    <aws>
                      <regoin>eu-west-1</regoin>
                    </aws>
                  </providers>
                </configuration>
                """)
            .function("Order", "/order");
    refused(
        project,
        true,
        "pom.xml:" + project.line("<memroy>"),
        "'memory'",
        "pom.xml:" + project.line("<timeuot>"),
        "timeout",
        "pom.xml:" + project.line("<regoin>"),
        "region");
  }

  @Test
  @DisplayName("an unknown provider, with the one that was meant, and a stage that is no name")
  void unknownProvider() throws Exception {
    Project project = Project.of(directory, "shop", NOTHING_SET).function("Order", "/order");
    refused(
        project,
        true,
        List.of("-Dprovider=asw", "-Dstage=my:stage"),
        "portolan-provider-asw",
        "'aws'",
        "stage 'my:stage'");
  }

  @Test
  @DisplayName("no provider at all")
  void noProvider() throws Exception {
    Project project = Project.of(directory, "shop", NOTHING_SET).function("Order", "/order");
    refused(project, true, List.of(), "-Dprovider=<name>", "<targets>");
  }

  @Test
  @DisplayName("no credentials, outside the sandbox")
  void noCredentials() throws Exception {
    Project project = Project.of(directory, "shop", NOTHING_SET).function("Order", "/order");
    refused(project, false, "credentials");
  }

  @Test
  @DisplayName("a name too long, a class that handles nothing: each with its class")
  void badFunctions() throws Exception {
    Project project =
        Project.of(directory, "shop", NOTHING_SET)
            .function("AnOrderThatIsPlacedByAnyoneWhoHasAName", "/order")
            .write(
                "src/main/java/com/acme/Nothing.java",
                """
                package com.acme;

                @dev.portolan.Http(path = "/nothing")
                public final class Nothing {}
                """);
    refused(project, true, "com.acme.AnOrderThatIsPlacedByAnyoneWhoHasAName", "com.acme.Nothing");
  }

  @Test
  @DisplayName("a class file newer than the runtime, with the class")
  void newerClassFile() throws Exception {
    Project project = Project.of(directory, "shop", NOTHING_SET).function("Order", "/order");
    Path newer = directory.resolve("src/main/resources/com/acme/Newer.class");
    Files.createDirectories(newer.getParent());
    Files.write(newer, classFile(70));
    refused(project, true, "Newer", "26");
  }

  @Test
  @DisplayName("an archive over the limit")
  void archiveTooLarge() throws Exception {
    Project project = Project.of(directory, "shop", NOTHING_SET).function("Order", "/order");
    String pom = project.read("pom.xml");
    project.write(
        "pom.xml",
        pom.replace(
            "<version>3.4.2</version>",
            "<version>3.4.2</version><configuration><archive><compress>false</compress></archive>"
                + "</configuration>"));
    Path large = directory.resolve("src/main/resources/large.bin");
    Files.createDirectories(large.getParent());
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(263_000_000);
    }
    refused(project, true, "262144000");
  }

  private static void refused(Project project, boolean credentials, String... said)
      throws IOException {
    refused(project, credentials, List.of("-Dprovider=aws"), said);
  }

  private static void refused(
      Project project, boolean credentials, List<String> arguments, String... said)
      throws IOException {
    try (CallCounter cloud = new CallCounter()) {
      Maven maven = Maven.in(project.directory()).with("AWS_ENDPOINT_URL", cloud.url());
      maven.with("AWS_REGION", "eu-west-1");
      if (credentials) {
        maven.with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").with("AWS_SECRET_ACCESS_KEY", "example");
      }
      List<String> all = new ArrayList<>(List.of("portolan:deploy", "-DskipTests"));
      all.addAll(arguments);
      Maven.Result result = maven.run(all.toArray(String[]::new));
      assertAll(
          () -> assertEquals(1, result.exitCode(), result.output()),
          () -> assertEquals(4, result.report().get("exitCode").asInt(), result.output()),
          () -> assertEquals("failed", result.result().get("action").asText()),
          () -> assertTrue(result.output().contains("ended with 4 (refused)"), result.output()),
          () -> assertEquals(0, cloud.calls(), "calls to the cloud"));
      for (String each : said) {
        assertTrue(result.output().contains(each), "'" + each + "' in " + result.output());
      }
    }
  }

  /** A class file of another level: what it holds is the same for all levels. */
  private static byte[] classFile(int major) throws IOException {
    try (InputStream in = CallCounter.class.getResourceAsStream("CallCounter.class")) {
      byte[] bytes = in.readAllBytes();
      bytes[6] = (byte) (major >> 8);
      bytes[7] = (byte) major;
      return bytes;
    }
  }
}
