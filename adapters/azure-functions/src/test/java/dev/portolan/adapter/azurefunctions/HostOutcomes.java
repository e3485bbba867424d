package dev.portolan.adapter.azurefunctions;

import java.util.Set;

/**
 * What Azure's host makes of bad inputs before the adapter sees them, so that their outcome is
 * another here than elsewhere.
 */
final class HostOutcomes {
  /**
   * Kestrel resolves dots, also encoded ones ({@code PathNormalizer.RemoveDotSegments} of
   * dotnet/aspnetcore): these are paths of the function.
   */
  private static final Set<String> RESOLVED =
      Set.of(
          "path /../echo",
          "path /./echo",
          "path /%2e/echo",
          "path /%2e%2e/echo",
          "path /.well-known/portolan/../../echo");

  /**
   * What looks like an escape after Kestrel has decoded the path once is told on as one ({@code
   * PathString.ToUriComponent}): nobody can tell it from an escape that was sent.
   */
  private static final String TWICE = "path /%2565cho";

  /**
   * A broken escape is text to Kestrel ({@code UrlDecoder.DecodeInPlace}), and told on with an
   * escaped percent sign: a path like others, of no function.
   */
  private static final Set<String> TEXT =
      Set.of("target /%", "target /%4", "target /%zz", "target /echo%");

  /** What {@link RequestBody} cannot tell from text, since it is as long as what was sent. */
  private static final String AS_LONG = "three bytes of a character of four";

  /**
   * Of two headers of a name the host makes one with a comma in it ({@code
   * GrpcMessageConversionExtensions.ToRpcHttp}), which these attributes may have in them.
   */
  private static final Set<String> JOINED =
      Set.of("event: two of id", "event: two of source", "event: two of type");

  private HostOutcomes() {}

  static int of(String name, int status) {
    if (TEXT.contains(name)) {
      return 404;
    }
    boolean taken = RESOLVED.contains(name) || JOINED.contains(name);
    return taken || name.equals(TWICE) || name.equals(AS_LONG) ? 200 : status;
  }

  /**
   * What the host answers itself: 404 for a path that begins with an empty segment, which no route
   * of ASP.NET Core takes ({@code RoutePatternMatcher.TryMatch}), and 400 for a NUL (Kestrel's
   * {@code PathContainsNullCharacters}).
   */
  static int ofHost(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    return path.contains("%00") ? 400 : path.startsWith("//") ? 404 : 0;
  }
}
