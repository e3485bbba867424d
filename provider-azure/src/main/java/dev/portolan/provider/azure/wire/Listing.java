package dev.portolan.provider.azure.wire;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import dev.portolan.deploy.driver.Tally;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All resources of a type that a subscription has, as far as we may see them.
 *
 * @param subscription its id
 */
public record Listing(Wire wire, Tally tally, String subscription) {
  /** We may not look, or the subscription has never used the type's provider. */
  private static final Set<Integer> UNSEEN = Set.of(403, 404, 409);

  /**
   * The resources, page by page; none where we may not look.
   *
   * @param what they are, for an error
   * @param type with its provider: {@code Microsoft.KeyVault/vaults}
   */
  public List<Map<String, ?>> of(String what, String type, String version) throws Exception {
    List<Map<String, ?>> all = new ArrayList<>();
    Optional<URI> page =
        Optional.of(
            URI.create(
                wire.endpoint()
                    + "/subscriptions/"
                    + subscription
                    + "/providers/"
                    + type
                    + "?api-version="
                    + version));
    while (page.isPresent()) {
      HttpRequest request = new HttpRequest(HttpMethod.GET, Raw.safe(page.get()).toString());
      Raw.Answer answer = seen(what, request, UNSEEN);
      if (!answer.succeeded()) {
        return all;
      }
      Map<String, Object> told = answer.json();
      all.addAll(Json.objects(told, "value"));
      page = Optional.of(Json.text(told, "nextLink")).filter(at -> !at.isEmpty()).map(URI::create);
    }
    return all;
  }

  /** Where a resource of an id is. */
  public String address(String id, String version) {
    String encoded = id.replace(" ", "%20");
    return Raw.safe(URI.create(wire.endpoint() + encoded + "?api-version=" + version)).toString();
  }

  /** A request with a body. */
  public static HttpRequest json(HttpMethod method, String address, Map<String, ?> body)
      throws IOException {
    return new HttpRequest(method, address)
        .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
        .setBody(Json.write(body));
  }

  /** A success, or one of these; what passes by itself is asked again. */
  public Raw.Answer seen(String what, HttpRequest request, Set<Integer> others) throws Exception {
    return tally.read(
        () -> {
          Raw.Answer answer = Raw.send(wire.manager(), request);
          return others.contains(answer.status()) ? answer : Raw.demanded(what, answer);
        });
  }
}
