package dev.portolan.runtime;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says a problem in the form that who asked would rather have (RFC 9110, 12.5.1): problem JSON, the
 * same as plain JSON, or text; problem JSON to those who say nothing, or accept none of them.
 *
 * <p>Loaded with the first problem that is told to a caller.
 */
final class ProblemForm {
  private static final String PROBLEM = "application/problem+json";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";

  private ProblemForm() {}

  /**
   * The same response, if it is a problem, in the form that suits; else as it is.
   *
   * @param call is asked for what the caller accepts, where the request was left without headers
   */
  static HttpResponse of(HttpResponse response, HttpRequest request, Call call) {
    if (!PROBLEM.equals(response.headers().get("content-type"))) {
      return response;
    }
    List<String> told = request.headers().all("accept");
    String form = best(String.join(",", told.isEmpty() ? call.accepted() : told));
    HttpResponse varied = response.withHeader("vary", "accept");
    if (form.equals(PROBLEM)) {
      return varied;
    }
    if (form.equals(JSON)) {
      return typed(varied, JSON);
    }
    return typed(varied, "text/plain; charset=utf-8").withBody(text(response.body()));
  }

  private static HttpResponse typed(HttpResponse response, String mediaType) {
    return response.withHeaders(
        response.headers().without("content-type").with("content-type", mediaType));
  }

  /** Of those with the greatest weight the first, problem JSON. */
  private static String best(String accept) {
    String best = PROBLEM;
    double most = weight(accept, PROBLEM);
    for (String form : new String[] {JSON, TEXT}) {
      double weight = weight(accept, form);
      if (weight > most) {
        best = form;
        most = weight;
      }
    }
    return best;
  }

  /** What the most specific of the ranges gives this media type; 0 if none includes it. */
  private static double weight(String accept, String mediaType) {
    int closest = 0;
    double weight = 0;
    for (String each : accept.split(",")) {
      int end = each.indexOf(';');
      String range = (end < 0 ? each : each.substring(0, end)).strip().toLowerCase(Locale.ROOT);
      int closeness = closeness(range, mediaType);
      if (closeness > closest) {
        closest = closeness;
        weight = end < 0 ? 1 : quality(each.substring(end + 1));
      }
    }
    return weight;
  }

  /** A lone asterisk is what the JDK's own client sends for the range of all. */
  private static int closeness(String range, String mediaType) {
    if (range.equals(mediaType)) {
      return 3;
    }
    String type = mediaType.substring(0, mediaType.indexOf('/') + 1);
    if (range.equals(type + "*")) {
      return 2;
    }
    return range.equals("*/*") || range.equals("*") ? 1 : 0;
  }

  /** The weight among these parameters; 1 if there is none, or one that is no weight. */
  private static double quality(String parameters) {
    for (String each : parameters.split(";")) {
      String parameter = each.strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        return number(parameter.substring(2).strip());
      }
    }
    return 1;
  }

  private static double number(String told) {
    try {
      // As long as a weight can be: nobody shall have us compute.
      double weight = told.length() > 5 ? 1 : Double.parseDouble(told);
      return weight >= 0 && weight <= 1 ? weight : 1;
    } catch (NumberFormatException none) {
      return 1;
    }
  }

  /**
   * Status and title; code and sentence, if there are; the id. A line each, whatever the sentence
   * has.
   */
  private static byte[] text(byte[] problem) {
    Map<?, ?> told = (Map<?, ?>) JsonReader.read(problem);
    StringBuilder text = new StringBuilder();
    text.append(told.get("status")).append(' ').append(told.get("title")).append('\n');
    if (told.containsKey("code")) {
      String line = told.get("code") + ": " + told.get("detail");
      text.append(OneLine.whole(line)).append('\n');
    }
    text.append("id: ").append(told.get("id")).append('\n');
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
