package dev.portolan.sandbox.images.registry;

import dev.portolan.sandbox.WireRequest;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a registry is asked, however it came.
 *
 * @param headers gives a header's first value
 * @param body read once, piece by piece
 */
public record RegistryRequest(
    String method, URI uri, Function<String, Optional<String>> headers, InputStream body) {
  Optional<String> header(String name) {
    return headers.apply(name);
  }

  /** The first value of a parameter; empty text if there is none. */
  String parameter(String name) {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    Map<String, List<String>> all = WireRequest.parameters(query);
    return all.getOrDefault(name, List.of("")).get(0);
  }
}
