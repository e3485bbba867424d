package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.identity.Rights;
import dev.portolan.sandbox.azure.identity.Role;
import dev.portolan.sandbox.azure.token.Bearer;
import dev.portolan.sandbox.azure.token.Tokens;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Caller;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is sent to queues by requests, by those whom role assignments let.
 *
 * <p>https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue
 */
public final class Sends {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH = Pattern.compile("/+([^/]+)/messages");

  /** Of a message with its properties, in the tiers Basic and Standard. */
  private static final int MOST_BYTES = 256 * 1024;

  /**
   * Of an id of a message or a session: "Maximum length is 128 characters." With what a request is
   * refused is assumed.
   *
   * @see <a
   *     href="https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebusmessage.sessionid">SessionId</a>
   */
  private static final int MOST_ID = 128;

  private static final Set<Role> SENDERS =
      Set.of(Role.SERVICE_BUS_DATA_SENDER, Role.SERVICE_BUS_DATA_OWNER);

  private final Ledger ledger;
  private final CallGate gate;
  private final Tokens tokens;
  private final Pump pump;

  public Sends(Ledger ledger, CallGate gate, Tokens tokens, Pump pump) {
    this.ledger = ledger;
    this.gate = gate;
    this.tokens = tokens;
    this.pump = pump;
  }

  /**
   * Answers one request to a namespace.
   *
   * @param name its name, or its host
   */
  public WireResponse handle(String name, WireRequest request) throws ConnectionLostException {
    Optional<ObjectNode> namespace = Namespaces.named(ledger.read(false), name);
    if (namespace.isEmpty()) {
      throw new ConnectionLostException(name + ": Name or service not known");
    }
    return gate.pass(
        new CallGate.Arrival("bus", "SendMessage", Access.MUTATION, "/" + name + request.path()),
        stale -> answer(namespace.get().path("id").asText(), request),
        fault -> worded(fault));
  }

  private WireResponse answer(String namespace, WireRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!request.method().equals("POST") || !path.matches()) {
      return refusal(400, "The embedded Service Bus takes single messages to queues alone.");
    }
    String caller = caller(request);
    if (caller.isEmpty()) {
      return refusal(401, "InvalidToken: The token is missing, over, or of another audience.");
    }
    String queue = path.group(1);
    String id = Queues.id(namespace, queue);
    ObjectNode tree = ledger.read(false);
    if (!Rights.holds(tree, ledger.now(), caller, id, SENDERS)) {
      return refusal(
          401,
          "Unauthorized access. 'Send' claim(s) are required to perform this operation. Resource: '"
              + queue
              + "'.");
    }
    Optional<ObjectNode> held = Queues.QUEUES.find(tree, id);
    if (held.isEmpty()) {
      return refusal(410, "The messaging entity '" + queue + "' could not be found.");
    }
    JsonNode properties = held.get().path("properties");
    if (properties.path("status").asText().matches("Disabled|SendDisabled")) {
      return refusal(403, "Messaging entity '" + queue + "' is currently disabled for Send.");
    }
    Optional<Sent> sent = sent(request);
    if (sent.isEmpty()) {
      return refusal(400, "The header BrokerProperties is no JSON.");
    }
    if (sent.get().id().length() > MOST_ID || sent.get().session().length() > MOST_ID) {
      return refusal(400, "MessageId and SessionId have 128 characters at most.");
    }
    if (size(sent.get()) > MOST_BYTES) {
      return refusal(403, "The message is larger than is currently allowed: 262144.");
    }
    if (properties.path("requiresSession").asBoolean() && sent.get().session().isEmpty()) {
      return refusal(400, "The SessionId was not set on a message, and the entity requires it.");
    }
    pump.send(id, sent.get()).values().forEach(pump::forget);
    return Answers.empty(201);
  }

  private String caller(WireRequest request) {
    try {
      Optional<Caller> caller = Bearer.of(request).map(tokens::holder);
      return caller
          .filter(each -> each.audience().replaceFirst("/$", "").endsWith("//servicebus.azure.net"))
          .map(Caller::principal)
          .orElse("");
    } catch (ArmRefusal invalid) {
      return "";
    }
  }

  /** Each header in quotes is a property of the application, a text. */
  private static Optional<Sent> sent(WireRequest request) {
    Map<String, String> properties = new TreeMap<>();
    request
        .headers()
        .asMap()
        .forEach(
            (name, values) -> {
              String value = values.get(0);
              if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
                properties.put(name, value.substring(1, value.length() - 1));
              }
            });
    try {
      JsonNode broker = JSON.readTree(request.headers().first("BrokerProperties").orElse("{}"));
      return Optional.of(
          new Sent(
              request.body(),
              properties,
              request.headers().first("Content-Type").orElse(""),
              broker.path("MessageId").asText(),
              broker.path("SessionId").asText()));
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private static int size(Sent message) {
    return message.body().length
        + message.properties().entrySet().stream()
            .mapToInt(each -> each.getKey().length() + each.getValue().length())
            .sum();
  }

  private static WireResponse worded(Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE -> refusal(429, "The request was terminated: too many of them.");
      case EXPIRED_CREDENTIALS -> refusal(401, "ExpiredToken: The token is over.");
      default -> refusal(500, "The server was unable to process the request; please retry.");
    };
  }

  private static WireResponse refusal(int status, String detail) {
    return WireResponse.of(
        status,
        "application/xml; charset=utf-8",
        "<Error><Code>" + status + "</Code><Detail>" + detail + "</Detail></Error>");
  }
}
