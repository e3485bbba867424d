package dev.portolan.provider.gcp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads lists that come in pages to their end. */
public final class Pages {
  private Pages() {}

  /** Asks for one page. */
  @FunctionalInterface
  public interface Page<A> {
    /**
     * The answer.
     *
     * @param token of this page; empty for the first
     */
    A at(String token) throws Exception;
  }

  /** All that the pages hold, in their order. */
  public static <A, T> List<T> all(
      Page<A> page, Function<A, List<T>> items, Function<A, String> next) throws Exception {
    List<T> all = new ArrayList<>();
    String token = "";
    do {
      A answer = page.at(token);
      all.addAll(items.apply(answer));
      token = next.apply(answer);
    } while (token != null && !token.isEmpty());
    return all;
  }
}
