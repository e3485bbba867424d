package dev.portolan.provider.azure.site;

import com.azure.resourcemanager.appservice.models.CorsSettings;
import dev.portolan.deploy.model.Cors;
import dev.portolan.provider.azure.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which pages of other origins a site's host lets call it: the host answers what browsers ask
 * before, and puts the origin on every other response; which headers are exposed there it leaves to
 * the function.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.WebHost/Configuration/CorsOptionsSetup.cs">CorsOptionsSetup:
 *     of origins and credentials it is told, any header and any method it allows</a>
 */
public record Sharing(SortedSet<String> origins, boolean credentials) {
  /** With nobody, as a site is whose function says nothing. */
  public static final Sharing NONE = new Sharing(new TreeSet<>(), false);

  public Sharing {
    origins = Collections.unmodifiableSortedSet(new TreeSet<>(origins));
  }

  /** As a release has it, which its own adapter goes by too. */
  static Sharing of(Release release) {
    String told = release.settings().get(Cors.VARIABLE);
    if (told == null) {
      return NONE;
    }
    try {
      Map<String, Object> fields = Json.object(told);
      return new Sharing(
          new TreeSet<>(Json.texts(fields, "origins")),
          Boolean.TRUE.equals(fields.get("credentials")));
    } catch (IOException broken) {
      throw new IllegalStateException(Cors.VARIABLE + " is not what Portolan writes", broken);
    }
  }

  /** As a site has it. */
  static Sharing from(CorsSettings cors) {
    List<String> origins =
        cors == null || cors.allowedOrigins() == null ? List.of() : cors.allowedOrigins();
    return new Sharing(
        new TreeSet<>(origins), cors != null && Boolean.TRUE.equals(cors.supportCredentials()));
  }

  /** What Azure is told; an empty list takes away what there was. */
  CorsSettings settings() {
    return new CorsSettings()
        .withAllowedOrigins(new ArrayList<>(origins))
        .withSupportCredentials(credentials);
  }

  @Override
  public String toString() {
    return (origins.isEmpty() ? "none" : String.join(" ", origins))
        + (credentials ? " with cookies" : "");
  }
}
