package dev.portolan.sandbox.gcp.local;

import com.sun.net.httpserver.HttpExchange;
import dev.portolan.sandbox.gcp.wire.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a request as a container sees them behind Cloud Run's front. */
final class PassedFields {
  private static final Pattern JWT = Pattern.compile("(?i)(Bearer [^.\\s]+\\.[^.\\s]+)\\.[^.\\s]+");
  private static final Pattern TRACE_PARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  private PassedFields() {}

  static Map<String, List<String>> of(HttpExchange exchange) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    fields.remove(Door.INTERNAL.toLowerCase(Locale.ROOT));
    fields.remove(InvokerCheck.HEADER.toLowerCase(Locale.ROOT));
    fields.computeIfPresent(
        "authorization",
        (name, values) -> values.stream().map(PassedFields::withoutSignature).toList());
    String client = exchange.getRemoteAddress().getAddress().getHostAddress();
    List<String> forwarded = new ArrayList<>(fields.getOrDefault("x-forwarded-for", List.of()));
    forwarded.add(client);
    fields.put("x-forwarded-for", List.of(String.join(",", forwarded)));
    fields.put("x-forwarded-proto", List.of("https"));
    fields.put("forwarded", List.of("for=\"" + client + "\";proto=https"));
    trace(fields);
    return fields;
  }

  /** "Cloud Run removes the token signature before passing the token to the user container". */
  private static String withoutSignature(String value) {
    Matcher token = JWT.matcher(value);
    return token.matches() ? token.group(1) + ".SIGNATURE_REMOVED_BY_GOOGLE" : value;
  }

  private static void trace(Map<String, List<String>> fields) {
    String given = fields.getOrDefault("traceparent", List.of("")).get(0);
    Matcher parent = TRACE_PARENT.matcher(given);
    boolean known = parent.matches();
    String trace = known ? parent.group(1) : Ids.hex(32);
    String span = Ids.hex(16);
    String flags = known ? parent.group(3) : "00";
    fields.put("traceparent", List.of("00-" + trace + "-" + span + "-" + flags));
    fields.put(
        "x-cloud-trace-context",
        List.of(
            trace
                + "/"
                + Long.toUnsignedString(Long.parseUnsignedLong(span, 16))
                + ";o="
                + (flags.equals("01") ? "1" : "0")));
  }
}
