package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a codec is one dependency in the pom")
final class CodecEndToEnd {
  private static final String CLOUDS = "-Dprovider=aws,azure,gcp,knative";

  @TempDir Path directory;

  @Test
  @DisplayName("which travels to all four clouds, and reads and writes there")
  void allClouds() throws Exception {
    Maven.Result deployed = run(hello("portolan-jackson"), "portolan:deploy", CLOUDS);
    assertEquals(0, deployed.exitCode(), deployed.output());
    assertEquals(4, greetings(deployed), deployed.output());
  }

  @Test
  @DisplayName("and of two of them the configuration chooses one")
  void chosen() throws Exception {
    Project both = hello("portolan-jackson", "portolan-jackson3");
    Maven.Result refused = run(both, "portolan:package", "-Dprovider=aws");
    assertNotEquals(0, refused.exitCode());
    String jar = System.getProperty("portolan.version") + ".jar";
    for (String told :
        new String[] {
          "there are several codecs on its class path",
          "JacksonCodec (portolan-jackson-" + jar + ")",
          "Jackson3Codec (portolan-jackson3-" + jar + ")",
          "<codec>"
        }) {
      assertTrue(refused.output().contains(told), told + " in " + refused.output());
    }
    String configuration = "<configuration>";
    String codec = "<codec>dev.portolan.codec.jackson3.Jackson3Codec</codec>";
    both.write("pom.xml", both.read("pom.xml").replace(configuration, configuration + codec));
    Maven.Result deployed = run(both, "portolan:deploy", "-Dprovider=azure");
    assertEquals(0, deployed.exitCode(), deployed.output());
    assertEquals(1, greetings(deployed), deployed.output());

    String misspelt = codec.replace("Jackson3Codec", "Jaxon");
    both.write("pom.xml", both.read("pom.xml").replace(codec, misspelt));
    Maven.Result missing = run(both, "portolan:package", "-Dprovider=aws");
    assertNotEquals(0, missing.exitCode());
    assertTrue(missing.output().contains("pom.xml:" + both.line(misspelt)), missing.output());
    assertTrue(missing.output().contains("is not on the class path"), missing.output());
  }

  private static int greetings(Maven.Result result) {
    return result.output().split("\"in_full\": ?\"Hello, Ada!\"", -1).length - 1;
  }

  private static Maven.Result run(Project project, String goal, String provider) {
    return Maven.in(project.directory()).run(goal, provider, "-Dsandbox", "-DskipTests");
  }

  private Project hello(String... codecs) throws IOException {
    Project hello = Project.example("hello", directory.resolve("hello"));
    String pom = hello.read("pom.xml");
    for (String codec : codecs) {
      pom =
          pom.replaceFirst(
              "<dependencies>",
              "<dependencies><dependency><groupId>dev.portolan</groupId><artifactId>"
                  + codec
                  + "</artifactId><version>\\${portolan.version}</version></dependency>");
    }
    hello.write("pom.xml", pom.replace("?name=Ada", "?first_name=Ada"));
    String source = "src/main/java/com/example/hello/Hello.java";
    String property = "@com.fasterxml.jackson.annotation.JsonProperty";
    return hello.write(
        source,
        hello
            .read(source)
            .replace("(String name)", "(" + property + "(\"first_name\") String name)")
            .replace("(String greeting)", "(" + property + "(\"in_full\") String greeting)"));
  }
}
