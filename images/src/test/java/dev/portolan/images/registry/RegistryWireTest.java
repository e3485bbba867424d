package dev.portolan.images.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.images.Calls;
import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Sha256;
import dev.portolan.images.registry.Wire.Asked;
import dev.portolan.images.registry.Wire.Said;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets to see credentials, and how much of an answer is read. */
final class RegistryWireTest {
  private static final CredentialRetriever ADA =
      () -> Optional.of(Credential.from("ada", "open sesame"));
  private static final String BASIC = "Basic YWRhOm9wZW4gc2VzYW1l";
  private static final Blob BLOB = Blob.of("a layer".getBytes(StandardCharsets.UTF_8));

  @TempDir Path work;
  private final HttpClient http = Registry.client();
  private Function<Asked, Said> says = asked -> Said.of(500, "");
  private Function<Asked, Said> elsewhere = asked -> Said.of(500, "");
  private Wire registry;
  private Wire other;

  @BeforeEach
  void start() throws IOException {
    registry = Wire.open(asked -> says.apply(asked));
    other = Wire.open(asked -> elsewhere.apply(asked));
  }

  @AfterEach
  void stop() {
    registry.close();
    other.close();
  }

  @Test
  void anUploadThatGoesElsewhereTakesNoCredentials() throws Exception {
    says = asked -> login(asked, Said.of(202, "").with("Location", other.url() + "/put?a=b"));
    elsewhere = asked -> Said.of(201, "");

    calls(ADA).upload(BLOB, Optional.empty());

    assertEquals(BASIC, registry.asked().get(1).authorization());
    assertEquals("a=b&digest=" + BLOB.digest(), other.asked().get(0).query());
    assertEquals("null", other.asked().get(0).authorization());
  }

  @Test
  void anotherHostMayAskForCredentialsAndGetsNone() {
    says = asked -> login(asked, Said.of(202, "").with("Location", other.url() + "/put"));
    elsewhere = asked -> Said.of(401, "").with("WWW-Authenticate", "Basic realm=\"mine\"");

    RegistryException refused =
        assertThrows(RegistryException.class, () -> calls(ADA).upload(BLOB, Optional.empty()));

    assertEquals(401, refused.status());
    assertEquals(List.of("null"), other.asked().stream().map(Asked::authorization).toList());
  }

  @Test
  void aBlobThatLiesElsewhereIsFetchedWithoutCredentials() throws Exception {
    says = asked -> login(asked, Said.of(307, "").with("Location", other.url() + "/blob"));
    elsewhere = asked -> Said.of(200, "a layer");

    try (InputStream in = calls(ADA).open(BLOB.digest())) {
      assertArrayEquals(BLOB.bytes(), in.readAllBytes());
    }
    assertEquals("null", other.asked().get(0).authorization());
  }

  @Test
  void anIdentityTokenIsExchangedAndNeverSentAsAPassword() throws Exception {
    says = asked -> bearer(asked, "fresh", Said.of(200, ""));
    elsewhere = asked -> Said.of(200, "{\"access_token\":\"fresh\"}");
    String nobody = "00000000-0000-0000-0000-000000000000:";
    String pair = Base64.getEncoder().encodeToString(nobody.getBytes(StandardCharsets.UTF_8));
    Path configuration =
        Files.writeString(
            work.resolve("config.json"),
            "{\"auths\":{\"%s\":{\"auth\":\"%s\",\"identitytoken\":\"id/ent+ity\"}}}"
                .formatted(registry.host(), pair));
    CredentialRetriever docker =
        CredentialRetrieverFactory.forImage(repository().reference(), log -> {})
            .dockerConfig(configuration);

    assertTrue(calls(docker).hasBlob(BLOB.digest()));

    Asked exchange = other.asked().get(0);
    assertEquals("POST", exchange.method());
    assertEquals("application/x-www-form-urlencoded", exchange.headers().getFirst("Content-Type"));
    assertEquals(
        "grant_type=refresh_token&client_id=portolan&scope=repository%3Ateam%2Fapp%3Apull"
            + "&service=registry&refresh_token=id%2Fent%2Bity",
        exchange.body());
    assertTrue(
        other.asked().stream().allMatch(asked -> asked.authorization().equals("null")),
        "it was sent as a password");
  }

  @Test
  void anIdentityTokenIsNoAnswerToARegistryThatWantsAPassword() {
    says = asked -> login(asked, Said.of(200, ""));
    CredentialRetriever identity = () -> Optional.of(Credential.from("<token>", "identity"));

    RegistryException refused =
        assertThrows(RegistryException.class, () -> calls(identity).hasBlob(BLOB.digest()));

    assertTrue(refused.getMessage().contains("an identity token"), refused.getMessage());
    assertEquals(1, registry.asked().size());
  }

  @Test
  void aTokenIsAskedForElsewhereWithThePassword() throws Exception {
    says = asked -> bearer(asked, "told", Said.of(200, ""));
    elsewhere = asked -> Said.of(200, "{\"token\":\"told\"}");

    assertTrue(calls(ADA).hasBlob(BLOB.digest()));
    assertEquals(BASIC, other.asked().get(0).authorization());
    assertEquals("scope=repository:team/app:pull&service=registry", other.asked().get(0).query());
  }

  @Test
  void aTokenForAMountIsGoodForBothRepositories() throws Exception {
    says = asked -> bearer(asked, "both", Said.of(201, ""));
    elsewhere =
        asked ->
            asked.query().contains("scope=repository:base/jre:pull&")
                ? Said.of(200, "{\"token\":\"both\"}")
                : Said.of(200, "{\"token\":\"one\"}");

    calls(ADA).upload(BLOB, Optional.of("base/jre"));

    assertEquals(
        "scope=repository:team/app:pull,push&scope=repository:base/jre:pull&service=registry",
        other.asked().get(0).query());
    assertEquals(2, registry.asked().size());
  }

  @Test
  void whatMayNotBeMountedIsUploaded() throws Exception {
    for (int status : List.of(401, 403, 404)) {
      says =
          asked ->
              asked.query().contains("mount=")
                  ? Said.of(status, "")
                  : asked.method().equals("POST")
                      ? Said.of(202, "").with("Location", "/put")
                      : Said.of(201, "");
      calls(ADA).upload(BLOB, Optional.of("base/jre"));
    }
    assertEquals(3, registry.asked().stream().filter(a -> a.body().equals("a layer")).count());
  }

  @Test
  void whoIsSentOnWithinARegistryStaysLoggedInAndAsksForTheSame() throws Exception {
    String manifest = "{\"schemaVersion\":2,\"layers\":[]}";
    says =
        asked ->
            asked.path().equals("/moved")
                ? Said.of(200, manifest)
                : login(asked, Said.of(307, "").with("Location", "/moved"));

    calls(ADA).manifest("latest");

    Asked moved = registry.asked().get(2);
    assertEquals(BASIC, moved.authorization());
    assertEquals(
        registry.asked().get(0).headers().getFirst("Accept"), moved.headers().getFirst("Accept"));
  }

  @Test
  void addressesThatAreNoneAreRefused() {
    for (String none : List.of("http://a b", "https:", "ftp://127.0.0.1/", "http://[")) {
      says = asked -> Said.of(307, "").with("Location", none);
      assertThrows(IOException.class, () -> calls(ADA).hasBlob(BLOB.digest()), none);
      says = asked -> Said.of(202, "").with("Location", none);
      assertThrows(IOException.class, () -> calls(ADA).upload(BLOB, Optional.empty()), none);
      says = asked -> Said.of(401, "").with("WWW-Authenticate", "Bearer realm=\"" + none + "\"");
      assertThrows(IOException.class, () -> calls(ADA).hasBlob(BLOB.digest()), none);
    }
  }

  @Test
  void digestsThatAreNoneAreRefused() {
    for (String manifest :
        List.of(
            "{\"manifests\":[{\"digest\":\"a b\"}]}",
            "{\"layers\":[],\"config\":{\"digest\":\"../a b\"}}")) {
      says = asked -> Said.of(200, manifest);
      assertThrows(
          IOException.class, () -> new ImagePull(calls(ADA)).image("latest", "amd64"), manifest);
    }
  }

  @Test
  void onlyARegistryOfThisMachineSendsUsToIt() {
    URI here = URI.create(other.url());
    assertFalse(repository().inTheClear(here));
    assertTrue(new Repository("registry.example.com", "team/app").inTheClear(here));
  }

  @Test
  void credentialsGoNowhereInTheClear() {
    says =
        asked ->
            Said.of(401, "").with("WWW-Authenticate", "Bearer realm=\"http://example.com/token\"");

    RegistryException refused =
        assertThrows(RegistryException.class, () -> calls(ADA).hasBlob(BLOB.digest()));
    assertTrue(refused.getMessage().contains("in the clear"), refused.getMessage());
  }

  @Test
  void anEndlessTokenIsNotReadToItsEnd() {
    says = asked -> bearer(asked, "told", Said.of(200, ""));
    elsewhere = asked -> Said.of(200, "{\"token\":\"told\",\"more\":\"" + large() + "\"}");

    IOException refused = assertThrows(IOException.class, () -> calls(ADA).hasBlob(BLOB.digest()));
    assertTrue(refused.getMessage().contains("larger than"), refused.getMessage());
  }

  @Test
  void anEndlessManifestIsNotReadToItsEnd() {
    says = asked -> Said.of(200, "{\"more\":\"" + large() + "\"}");

    IOException refused =
        assertThrows(IOException.class, () -> new ImagePull(calls(ADA)).image("latest", "amd64"));
    assertTrue(refused.getMessage().contains("larger than"), refused.getMessage());
  }

  @Test
  void ofALongErrorTheBeginningIsTold() {
    says = asked -> Said.of(503, "<html>out of order" + large());

    RegistryException refused =
        assertThrows(
            RegistryException.class, () -> new ImagePull(calls(ADA)).image("latest", "amd64"));
    assertEquals(503, refused.status());
    assertTrue(refused.getMessage().contains("out of order"), refused.getMessage());
    assertFalse(refused.getMessage().length() > 1000);
  }

  @Test
  void aDigestThatIsNotToldIsComputed() throws Exception {
    String manifest = "{\"schemaVersion\":2,\"layers\":[]}";
    says = asked -> Said.of(200, manifest);
    String digest = Sha256.oci(Sha256.hex(manifest));

    assertEquals(Optional.of(digest), calls(ADA).digest("latest"));
    assertEquals(List.of("HEAD", "GET"), registry.asked().stream().map(Asked::method).toList());
    says = asked -> Said.of(200, manifest).with("Docker-Content-Digest", "none of yours");
    assertEquals(Optional.of(digest), calls(ADA).digest("latest"));
  }

  private RegistryCalls calls(CredentialRetriever known) {
    return calls(repository -> DockerCredentials.first(List.of(known), repository));
  }

  private RegistryCalls calls(RegistryCredentials known) {
    return new RegistryAccess(http, new Tally(Calls.once()), known).calls(repository());
  }

  private Repository repository() {
    return new Repository(registry.host(), "team/app");
  }

  private static Said login(Asked asked, Said then) {
    return asked.authorization().equals(BASIC)
        ? then
        : Said.of(401, "").with("WWW-Authenticate", "Basic realm=\"registry\"");
  }

  private Said bearer(Asked asked, String token, Said then) {
    String challenge = "Bearer realm=\"%s/token\",service=\"registry\"".formatted(other.url());
    return asked.authorization().equals("Bearer " + token)
        ? then
        : Said.of(401, "").with("WWW-Authenticate", challenge);
  }

  private static String large() {
    return "a".repeat(5 << 20);
  }
}
