package dev.portolan.provider.azure.wire;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Calls that no client of the SDK has, through the same pipeline. */
public final class Raw {
  private Raw() {}

  /**
   * What was answered.
   *
   * @param operation where an operation's state is to be had; empty for not said
   * @param location where its state, or its result, is to be had; empty for not said
   */
  public record Answer(int status, String body, Optional<URI> operation, Optional<URI> location) {
    public boolean succeeded() {
      return status / 100 == 2;
    }

    /** The answer's JSON object; none if it is anything else, as a page of HTML. */
    public Map<String, Object> json() {
      try {
        return body.isBlank() ? Map.of() : Json.object(body);
      } catch (IOException notJson) {
        return Map.of();
      }
    }
  }

  /** Sends a request and gives whatever is answered. */
  public static Answer send(HttpPipeline pipeline, HttpRequest request) {
    try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
      return answer(response);
    }
  }

  /**
   * Asks and demands success.
   *
   * @throws HttpRefused when anything else is answered
   */
  public static Answer get(HttpPipeline pipeline, URI address) throws HttpRefused {
    return required(pipeline, new HttpRequest(HttpMethod.GET, safe(address).toString()));
  }

  /**
   * An answer that must be a success.
   *
   * @throws HttpRefused if it is not
   */
  public static Answer demanded(String what, Answer answer) throws HttpRefused {
    if (!answer.succeeded()) {
      throw new HttpRefused(what, answer.status(), answer.body(), Optional.empty());
    }
    return answer;
  }

  /** Sends a request and demands success. */
  public static Answer required(HttpPipeline pipeline, HttpRequest request) throws HttpRefused {
    try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
      Answer answer = answer(response);
      if (!answer.succeeded()) {
        throw HttpRefused.of(what(request), response, answer.body());
      }
      return answer;
    }
  }

  private static Answer answer(HttpResponse response) {
    BinaryData body = response.getBodyAsBinaryData();
    return new Answer(
        response.getStatusCode(),
        body == null ? "" : new String(body.toBytes(), StandardCharsets.UTF_8),
        header(response, Operations.ASYNC),
        header(response, HttpHeaderName.LOCATION));
  }

  private static Optional<URI> header(HttpResponse response, HttpHeaderName name) {
    return Optional.ofNullable(response.getHeaderValue(name))
        .filter(text -> !text.isBlank())
        .map(URI::create);
  }

  private static String what(HttpRequest request) {
    return request.getHttpMethod() + " " + request.getUrl().getHost() + request.getUrl().getPath();
  }

  /** An address that may be told what we have to say: https, or this machine's own. */
  public static URI safe(URI address) {
    if (!Loopback.safe(address)) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          address + " is no https address, nor one of this machine",
          "see who gave this address");
    }
    return address;
  }
}
