package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.model.Problem;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

final class ProjectConfigurationTest {
  private static final Set<String> RESERVED = Set.of("targets", "stage");
  private static final Set<String> PARAMETERS =
      Set.of(
          "targets",
          "stage",
          "memory",
          "timeout",
          "environment",
          "providers",
          "functions",
          "accept",
          "codec",
          "sample");

  @Test
  void xmlBecomesKeys() throws Exception {
    ProjectConfiguration configuration =
        read(
            """
            <configuration>
              <targets><target>north</target></targets>
              <stage>test</stage>
              <memory> 256 </memory>
              <codec>shop.Ours</codec>
              <environment><MODE>fast</MODE><EMPTY/></environment>
              <providers><north><region>n-1</region></north></providers>
              <functions>
                <hello>
                  <memory>512</memory>
                  <environment><MODE>slow</MODE></environment>
                  <providers><north><probe>none</probe></north></providers>
                </hello>
              </functions>
            </configuration>
            """);
    assertEquals(
        List.of(
            "environment.EMPTY= @environment.EMPTY",
            "environment.MODE=fast @environment.MODE",
            "hello.environment.MODE=slow @functions.hello.environment.MODE",
            "hello.memory=512 @functions.hello.memory",
            "hello.portolan.north.probe=none @functions.hello.providers.north.probe",
            "memory=256 @memory",
            "portolan.codec=shop.Ours @codec",
            "portolan.north.region=n-1 @providers.north.region"),
        keys(configuration.configuration()));
    assertEquals(
        List.of(
            "portolan.codec=shop.Ours @codec", "portolan.north.region=n-1 @providers.north.region"),
        keys(configuration.withoutFunctions()));
    assertEquals(List.of(), configuration.problems(List.of("north")));
  }

  @Test
  void whatIsAcceptedIsTheProjects() throws Exception {
    ProjectConfiguration configuration =
        read("""
                <configuration>
                  <accept>
                    <thread>it ends by itself</thread>
                    <thread.a.B>it may be lost</thread.a.B>
                  </accept>
                  <functions><b><accept><thread>no</thread></accept></b></functions>
                </configuration>
                """)
            .properties(Map.of("portolan.accept.thread", "for now"), key -> "-D" + key);
    assertEquals(
        List.of(
            "b.accept.thread=no @functions.b.accept.thread",
            "portolan.accept.thread=for now @-Dportolan.accept.thread",
            "portolan.accept.thread.a.B=it may be lost @accept.thread.a.B"),
        keys(configuration.configuration()));
    assertEquals(
        List.of(
            "thread=for now -Dportolan.accept.thread",
            "thread.a.B=it may be lost @accept.thread.a.B"),
        configuration.configuration().accepted().stream()
            .map(entry -> entry.key() + "=" + entry.value() + " " + entry.where())
            .toList());
  }

  @Test
  void theCommandLineGoesOverThePom() throws Exception {
    ProjectConfiguration configuration =
        read("<configuration><providers><north><a>1</a></north></providers></configuration>")
            .properties(
                Map.of("portolan.north.a", "2", "portolan.sandbox.dir", "x", "user.dir", "y"),
                key -> "-D" + key);
    assertEquals(
        List.of("portolan.north.a=2 @-Dportolan.north.a"), keys(configuration.configuration()));
  }

  @Test
  void unknownKeysAreToldWithTheirPlaceAndTheNearestName() throws Exception {
    ProjectConfiguration configuration =
        read(
            """
            <configuration>
              <memroy>256</memroy>
              <sample><pth>/</pth></sample>
              <providers><nroth><region>n-1</region></nroth><south><x>1</x></south></providers>
            </configuration>
            """);
    assertEquals(
        List.of(
            Problem.of("@memroy", "unknown key 'memroy'", "did you mean 'memory'?"),
            Problem.of("@sample.pth", "unknown key 'pth' of a sample", "did you mean 'path'?"),
            Problem.of(
                "@providers.nroth.region", "unknown provider 'nroth'", "did you mean 'north'?")),
        configuration.problems(List.of("north")));
  }

  @Test
  void aSettingOfTheSandboxThatDoesNotExistIsTold() {
    ProjectConfiguration configuration =
        new ProjectConfiguration(key -> "@" + key)
            .properties(Map.of("portolan.sandbox.dri", "x"), key -> "-D" + key);
    assertEquals(
        List.of(
            Problem.of(
                "-Dportolan.sandbox.dri",
                "unknown key 'portolan.sandbox.dri'",
                "did you mean 'portolan.sandbox.dir'?")),
        configuration.problems(List.of("north")));
  }

  @Test
  void aFunctionsOwnSampleGoesOverTheSharedOne() throws Exception {
    ProjectConfiguration configuration =
        read(
            """
            <configuration>
              <sample><path>/all</path><method>PUT</method></sample>
              <functions><hello><sample><path>/hello</path></sample></hello></functions>
            </configuration>
            """);
    assertEquals(
        new Sample(Optional.of("PUT"), Optional.of("/hello"), Optional.empty()),
        configuration.sample("hello"));
    assertEquals(
        new Sample(Optional.of("PUT"), Optional.of("/all"), Optional.empty()),
        configuration.sample("other"));
    assertEquals(List.of(), keys(configuration.configuration()));
  }

  private static ProjectConfiguration read(String xml) throws Exception {
    Xpp3Dom dom = Xpp3DomBuilder.build(new StringReader(xml));
    return new ProjectConfiguration(key -> "@" + key).xml(dom, PARAMETERS, RESERVED);
  }

  private static List<String> keys(Configuration configuration) {
    return configuration.entries().stream()
        .map(
            e ->
                e.key()
                    + "="
                    + e.value()
                    + " "
                    + (e.where().startsWith("@") ? "" : "@")
                    + e.where())
        .toList();
  }
}
