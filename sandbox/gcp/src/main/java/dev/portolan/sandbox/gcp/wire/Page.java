package dev.portolan.sandbox.gcp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A part of a list.
 *
 * @param next the token of the part after it; empty for none
 */
public record Page<T>(List<T> items, String next) {

  /** The part that begins where the token says. */
  public static <T> Page<T> of(List<T> all, int size, String token, int most) {
    int from = 0;
    if (!token.isEmpty()) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        from = Integer.parseInt(text);
      } catch (IllegalArgumentException e) {
        throw CommonError.PAGE_TOKEN.refusal();
      }
    }
    int begin = Math.min(Math.max(from, 0), all.size());
    int end = Math.min(all.size(), begin + (size <= 0 ? most : Math.min(size, most)));
    String next =
        end == all.size()
            ? ""
            : Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.valueOf(end).getBytes(StandardCharsets.UTF_8));
    return new Page<>(List.copyOf(all.subList(begin, end)), next);
  }
}
