package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.protocol.Member.Place;
import dev.portolan.sandbox.aws.protocol.Member.Shape;
import dev.portolan.sandbox.aws.protocol.Member.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * AWS restJson1: method and path name the operation, members stand in path, query, headers and
 * body.
 */
public final class RestJson implements WireProtocol {
  /** A function's code stands in one text of a request, which may be of 70,167,211 bytes. */
  private static final int MAX_TEXT = 70_167_211;

  static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
              .build());

  // Lambda's published model spells the member "Message" in these and "message" in all others.
  private static final Set<String> CAPITAL_MESSAGE =
      Set.of(
          "ResourceNotFoundException",
          "ServiceException",
          "KMSDisabledException",
          "ResourceNotReadyException",
          "SnapStartException",
          "SnapStartNotReadyException");

  private final boolean typed;

  private RestJson(boolean typed) {
    this.typed = typed;
  }

  /** As Lambda answers: errors name their type in the body too. */
  public static RestJson typed() {
    return new RestJson(true);
  }

  /** As API Gateway answers: errors hold a message and nothing more. */
  public static RestJson plain() {
    return new RestJson(false);
  }

  @Override
  public Asked read(WireRequest request, OperationTable operations) {
    OperationTable.Match match =
        operations
            .match(request.method(), request.path())
            .orElseThrow(
                () ->
                    CommonError.UNKNOWN_OPERATION.refusal(
                        "Unable to determine service/operation name to be authorized: "
                            + request.method()
                            + " "
                            + request.path()));
    Operation operation = match.operation();
    Map<String, List<String>> query = request.parameters();
    boolean wholeBody = operation.input().stream().anyMatch(m -> m.place() == Place.WHOLE_BODY);
    ObjectNode input = wholeBody ? JSON.createObjectNode() : body(request);
    for (Member member : operation.input()) {
      switch (member.place()) {
        case PATH -> input.put(member.name(), match.places().get(member.wireName()));
        case QUERY -> put(input, member, query.getOrDefault(member.wireName(), List.of()));
        case HEADER -> put(input, member, request.headers().all(member.wireName()));
        default -> {}
      }
    }
    Set<String> inQuery =
        Set.copyOf(
            operation.input().stream()
                .filter(m -> m.place() == Place.QUERY)
                .map(Member::wireName)
                .toList());
    query.keySet().stream()
        .filter(name -> !inQuery.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw CommonError.UNKNOWN_FIELD.refusal("?" + name);
            });
    return new Asked(operation, input, request.path() + "?" + request.query());
  }

  static ObjectNode body(WireRequest request) {
    if (request.body().length == 0) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode tree = JSON.readTree(request.body());
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException expected) {
      throw CommonError.UNREADABLE.refusal("Unexpected character in the body: not JSON");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    throw CommonError.UNREADABLE.refusal("Start of structure expected");
  }

  private static void put(ObjectNode input, Member member, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    if (member.shape() == Shape.LIST) {
      values.forEach(input.putArray(member.name())::add);
    } else if (member.type() == Type.INTEGER) {
      try {
        input.put(member.name(), Long.parseLong(values.get(0)));
      } catch (NumberFormatException e) {
        throw CommonError.UNREADABLE.refusal("'" + values.get(0) + "' is not a number");
      }
    } else if (member.type() == Type.BOOLEAN) {
      input.put(member.name(), Boolean.parseBoolean(values.get(0)));
    } else {
      input.put(member.name(), values.get(0));
    }
  }

  @Override
  public WireResponse write(Operation operation, Reply reply, String requestId) {
    int status = reply.status() == 0 ? operation.status() : reply.status();
    byte[] body = reply.body().isMissingNode() ? reply.raw() : bytes(reply.body());
    WireHeaders headers = reply.headers();
    if (body.length > 0 && headers.first("Content-Type").isEmpty()) {
      headers = headers.with("Content-Type", "application/json");
    }
    return new WireResponse(status, headers.with("x-amzn-RequestId", requestId), body);
  }

  @Override
  public WireResponse write(AwsRefusal refusal, String requestId) {
    ObjectNode body = JSON.createObjectNode();
    WireHeaders headers =
        WireHeaders.of("Content-Type", "application/json")
            .with("x-amzn-RequestId", requestId)
            .with("x-amzn-ErrorType", refusal.shape().code());
    refusal.details().forEach(body::put);
    if (typed) {
      body.put("Type", refusal.shape().status() < 500 ? "User" : "Service");
    }
    boolean capital = typed && CAPITAL_MESSAGE.contains(refusal.shape().code());
    body.put(capital ? "Message" : "message", refusal.getMessage());
    return new WireResponse(refusal.shape().status(), headers, bytes(body));
  }

  static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }
}
