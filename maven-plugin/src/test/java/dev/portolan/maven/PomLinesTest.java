package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PomLinesTest {
  @TempDir Path directory;

  private static final String POM =
      """
      <project>
        <properties>
          <portolan.north.region>n-1</portolan.north.region>
        </properties>
        <build>
          <plugins>
            <plugin>
              <artifactId>other-plugin</artifactId>
              <configuration>
                <memory>1</memory>
              </configuration>
            </plugin>
            <plugin>
              <configuration>
                <memory>512</memory>
                <functions>
                  <hello>
                    <timeout>3</timeout>
                  </hello>
                </functions>
                <plugin><artifactId>odd</artifactId></plugin>
              </configuration>
              <artifactId>ours</artifactId>
              <executions>
                <execution>
                  <configuration>
                    <stage>test</stage>
                  </configuration>
                </execution>
              </executions>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  @Test
  void findsTheLinesOfOnePluginAndOfProperties() throws IOException {
    PomLines lines = lines(POM);
    assertEquals(Optional.of(3), lines.property("portolan.north.region"));
    assertEquals(Optional.of(15), lines.configuration("memory"));
    assertEquals(Optional.of(18), lines.configuration("functions.hello.timeout"));
    assertEquals(Optional.of(27), lines.configuration("stage"));
    assertEquals(Optional.empty(), lines.configuration("memroy"));
  }

  @Test
  void readsNoOtherFilesForAPom() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    PomLines lines =
        lines("<!DOCTYPE p [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><project>&e;</project>");
    assertEquals(Optional.empty(), lines.configuration("memory"));
  }

  private PomLines lines(String pom) throws IOException {
    return PomLines.read(Files.writeString(directory.resolve("pom.xml"), pom), "ours");
  }
}
