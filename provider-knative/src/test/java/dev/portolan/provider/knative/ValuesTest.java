package dev.portolan.provider.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.Projects;
import dev.portolan.provider.knative.cluster.ServiceNames;
import dev.portolan.provider.knative.config.Amounts;
import dev.portolan.provider.knative.config.FunctionSettings;
import dev.portolan.provider.knative.config.KnativeSettings;
import dev.portolan.provider.knative.config.SecretReference;
import dev.portolan.provider.knative.serving.Scaling;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values: amounts, names, bounds, references. */
final class ValuesTest {
  @ParameterizedTest
  @CsvSource({"1,1", "0.5,500m", "500m,500m", "2000m,2", "0.25,250m", "1.005,1005m"})
  void cpuIsWrittenAsTheClusterWritesIt(String given, String written) {
    assertEquals(written, Amounts.milliCpu(given).map(Amounts::cpu).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0m", "-1", "1.2345", "one", "1 ", "m", ""})
  void whatIsNoCpuIsNone(String given) {
    assertEquals(Optional.empty(), Amounts.milliCpu(given));
  }

  @ParameterizedTest
  @CsvSource({"512,512Mi", "1024,1Gi", "1536,1536Mi", "4096,4Gi"})
  void memoryIsWrittenAsTheClusterWritesIt(int mebibytes, String written) {
    assertEquals(written, Amounts.memory(mebibytes));
  }

  /** An upper bound on invocations is instances times requests in each, never more. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "10,10,1", "80,80,1", "81,40,2", "100,50,2", "1000,76,13"})
  void anUpperBoundIsKept(int bound, int each, int instances) {
    Scaling scaling = Scaling.of(settings(Map.of()), OptionalInt.of(bound));

    assertEquals(each, scaling.concurrency());
    assertEquals(instances, scaling.most());
    assertTrue((long) scaling.concurrency() * scaling.most() <= bound);
  }

  @Test
  void withoutABoundTheSettingsHold() {
    Scaling scaling =
        Scaling.of(settings(Map.of("minScale", "2", "concurrency", "0")), OptionalInt.empty());
    assertEquals(new Scaling(0, 2, 0), scaling);
  }

  @ParameterizedTest
  @CsvSource({
    "shop,dev,hello,shop-dev-hello",
    "Shop.Web,dev,hello,shop-web-dev-hello-0f11f1c2",
    "1shop,dev,hello,f-1shop-dev-hello-f0e58d9f"
  })
  void aServiceIsNamedAfterItsFunction(
      String artifact, String stage, String function, String name) {
    String service = ServiceNames.service(Owner.of("com.example", artifact, stage), function);
    assertEquals(name.replaceAll("-[0-9a-f]{8}$", ""), service.replaceAll("-[0-9a-f]{8}$", ""));
    assertTrue(service.matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])?"), service);
  }

  @Test
  void namesThatBecomeAlikeStayApart() {
    assertNotEquals(
        ServiceNames.service(Owner.of("g", "my.app", "dev"), "f"),
        ServiceNames.service(Owner.of("g", "my_app", "dev"), "f"));
  }

  @Test
  void theLongestNamesFit() {
    Owner owner = Owner.of("g", "a".repeat(60) + ".B", "production");
    String service = ServiceNames.service(owner, "f".repeat(32));

    assertTrue(service.length() <= 50, service);
    assertTrue(ServiceNames.revision(service, "0".repeat(64)).length() <= 63);
    assertTrue((ServiceNames.TAG + "-" + service).length() <= 63);
  }

  @Test
  void aReferenceNamesASecretAndAKey() {
    assertEquals(
        Optional.of(new SecretReference("db", "password")),
        SecretReference.parse("secret://db#password"));
    assertEquals(
        Optional.of(new SecretReference("db", "value")), SecretReference.parse("secret://db"));
    assertTrue(SecretReference.malformed("secret://Not/Ours"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:5000/v2/,false",
    "http://localhost/,false",
    "http://[::1]:80/,false",
    "https://example.com/,false",
    "http://example.com/,true",
    "http://127.0.0.1.example.com/,true"
  })
  void plainHttpGoesNowhereButHere(URI uri, boolean refused) {
    assertEquals(refused, Loopback.inTheClear(uri));
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    List<Problem> problems = new ArrayList<>();
    KnativeSettings.read(
        Settings.of(
            Map.of(
                "baseImage", "NOT AN IMAGE",
                "javaFlags", "Xmx1g",
                "namespace", "Not_One",
                "registry", "https://example.com",
                "startupCache", "maybe")),
        problems);
    FunctionSettings.read(
        Projects.function("f", Trigger.Access.PUBLIC),
        Settings.of(Map.of("cpu", "lots", "minScale", "3", "maxScale", "2", "keepRevisions", "0")),
        problems);

    assertEquals(8, problems.size(), problems.toString());
  }

  private static FunctionSettings settings(Map<String, String> values) {
    return FunctionSettings.from(
        Projects.function("f", Trigger.Access.PUBLIC), Settings.of(values));
  }
}
