package dev.portolan.images.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.images.image.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers a registry's challenge: with what we know of ourselves, directly or for a token. Knows
 * nothing before it is asked.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">token
 *     authentication</a>
 * @see <a href="https://distribution.github.io/distribution/spec/auth/oauth/">the OAuth 2 form of
 *     it, for identity tokens</a>
 */
final class RegistryLogin {
  private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic";

  private final HttpClient http;
  private final Repository repository;
  private final RegistryCredentials known;

  RegistryLogin(HttpClient http, Repository repository, RegistryCredentials known) {
    this.http = http;
    this.repository = repository;
    this.known = known;
  }

  /**
   * The {@code Authorization} header that one of the challenges asks for.
   *
   * @param challenges the {@code WWW-Authenticate} headers
   * @param scopes what a token must be good for
   * @return empty if nothing here knows credentials, and none can be had without
   */
  Optional<String> answer(List<String> challenges, List<String> scopes)
      throws IOException, InterruptedException {
    Optional<String> bearer = challenges.stream().filter(each -> is(each, BEARER)).findFirst();
    if (bearer.isPresent()) {
      return Optional.of(token(bearer.get(), scopes));
    }
    Optional<Login> login = known.find(repository);
    if (login.isEmpty() || challenges.stream().noneMatch(each -> is(each, BASIC))) {
      return Optional.empty();
    }
    if (login.get().identityToken()) {
      throw refused("asks for a password, and what is known here is an identity token");
    }
    return Optional.of(login.get().basic());
  }

  private String token(String challenge, List<String> scopes)
      throws IOException, InterruptedException {
    String told =
        parameter(challenge, "realm")
            .orElseThrow(() -> refused("asks for a token and does not say whence"));
    URI realm = repository.told(repository.api(""), told);
    if (repository.inTheClear(realm)) {
      throw refused("wants credentials sent in the clear");
    }
    String service = parameter(challenge, "service").map(s -> "&service=" + encoded(s)).orElse("");
    Optional<Login> login = known.find(repository);
    HttpRequest request =
        login.filter(Login::identityToken).isPresent()
            ? refresh(realm, "scope=" + encoded(String.join(" ", scopes)) + service, login.get())
            : ask(realm, each(scopes) + service, login);
    HttpResponse<byte[]> response = http.send(request, Registry.SMALL);
    if (response.statusCode() != 200) {
      throw Registry.refusal(response, "log in to " + repository.host());
    }
    JsonNode json = Json.object(response.body());
    String token = json.path("token").asText(json.path("access_token").asText());
    if (token.isEmpty()) {
      throw new IOException(realm.getHost() + " answers a login with no token");
    }
    return "Bearer " + token;
  }

  private static String each(List<String> scopes) {
    return scopes.stream().map(scope -> "scope=" + encoded(scope)).collect(Collectors.joining("&"));
  }

  private static HttpRequest ask(URI realm, String query, Optional<Login> login) {
    String separator = realm.getRawQuery() == null ? "?" : "&";
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(realm + separator + query));
    login.ifPresent(each -> request.header("Authorization", each.basic()));
    return request.timeout(Registry.PATIENCE).build();
  }

  /** An identity token is no password: it goes where it came from, in a form. */
  private static HttpRequest refresh(URI realm, String query, Login identity) {
    String form =
        "grant_type=refresh_token&client_id=portolan&"
            + query
            + "&refresh_token="
            + encoded(identity.secret());
    return HttpRequest.newBuilder(realm)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .timeout(Registry.PATIENCE)
        .build();
  }

  private RegistryException refused(String what) {
    return new RegistryException(401, "", repository.host() + " " + what, Optional.empty());
  }

  private static boolean is(String challenge, String scheme) {
    return challenge.regionMatches(true, 0, scheme, 0, scheme.length());
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
