package dev.portolan.provider.knative.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.portolan.provider.knative.image.Json;
import dev.portolan.provider.knative.wire.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers a registry's challenge: with what Docker's configuration and its credential helpers know,
 * directly or for a token. Knows nothing before it is asked.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">token
 *     authentication</a>
 */
final class RegistryLogin {
  private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private static final String BEARER = "bearer ";

  private final HttpClient http;
  private final Repository repository;

  RegistryLogin(HttpClient http, Repository repository) {
    this.http = http;
    this.repository = repository;
  }

  /**
   * The {@code Authorization} header that the challenge asks for.
   *
   * @param challenge the {@code WWW-Authenticate} header
   * @return empty if nothing here knows credentials, and none can be had without
   */
  Optional<String> answer(String challenge, String actions)
      throws IOException, InterruptedException {
    Optional<String> basic = basic();
    if (!challenge.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return basic;
    }
    URI realm = URI.create(parameter(challenge, "realm").orElse(""));
    if (realm.getHost() == null || Loopback.inTheClear(realm)) {
      throw new RegistryException(
          401, "", repository.host() + " wants credentials sent in the clear", Optional.empty());
    }
    String query =
        "scope="
            + encoded("repository:" + repository.path() + ":" + actions)
            + parameter(challenge, "service").map(s -> "&service=" + encoded(s)).orElse("");
    String separator = realm.getRawQuery() == null ? "?" : "&";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(realm + separator + query)).timeout(Registry.PATIENCE);
    basic.ifPresent(header -> request.header("Authorization", header));
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw Registry.refusal(response, "log in to " + repository.host());
    }
    JsonNode json = Json.object(response.body());
    String token = json.path("token").asText(json.path("access_token").asText());
    return Optional.of("Bearer " + token);
  }

  private Optional<String> basic() throws IOException {
    CredentialRetrieverFactory factory =
        CredentialRetrieverFactory.forImage(repository.reference(), log -> {});
    List<CredentialRetriever> known =
        List.of(
            factory.dockerConfig(),
            factory.wellKnownCredentialHelpers(),
            factory.googleApplicationDefaultCredentials());
    for (CredentialRetriever retriever : known) {
      try {
        Optional<Credential> credential = retriever.retrieve();
        if (credential.isPresent()) {
          return Optional.of(header(credential.get()));
        }
      } catch (CredentialRetrievalException e) {
        throw new IOException("a credential helper for " + repository.host() + " failed", e);
      }
    }
    return Optional.empty();
  }

  private static String header(Credential credential) {
    String pair = credential.getUsername() + ":" + credential.getPassword();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> parameter(String challenge, String name) {
    Matcher matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return Optional.of(matcher.group(2));
      }
    }
    return Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
