package com.example.chat;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.codec.Codec;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonCodec;
import java.util.List;
import java.util.Map;

/**
 * Answers the slash commands of a chat, as Discord sends them: anyone may call, and only what the
 * chat has signed is listened to.
 *
 * @see <a href="https://discord.com/developers/docs/interactions/receiving-and-responding">
 *     Discord's interactions</a>
 */
@Http(path = "/chat", methods = "POST", access = Http.Access.PUBLIC)
public final class Command implements PortableFunction<HttpRequest, HttpResponse> {
  /** Asked now and then, to see whether the function looks at signatures. */
  private static final int PING = 1;

  /** The kind of answer that is shown as a message. */
  private static final int MESSAGE = 4;

  private final Codec json = new JsonCodec();
  private final Signatures signatures;

  /** Called once, when the function starts. */
  public Command() {
    this(System.getenv("CHAT_PUBLIC_KEY"));
  }

  Command(String publicKey) {
    this.signatures = Signatures.of(publicKey);
  }

  /** What the chat sends, as far as it matters here. */
  record Interaction(int type, Data data) {
    record Data(String name, List<Option> options) {}

    record Option(String name, String value) {}
  }

  @Override
  public HttpResponse handle(HttpRequest request, Context context) {
    boolean signed =
        signatures.verify(
            request.header("X-Signature-Ed25519").orElse(""),
            request.header("X-Signature-Timestamp").orElse(""),
            request.body());
    if (!signed) {
      return HttpResponse.text(401, "not signed by the chat");
    }
    try {
      Interaction interaction = (Interaction) json.read(request.body(), Interaction.class);
      return answer(
          interaction.type() == PING
              ? Map.of("type", PING)
              : Map.of("type", MESSAGE, "data", Map.of("content", reply(interaction.data()))));
    } catch (CodecException malformed) {
      return HttpResponse.text(400, "no interaction");
    }
  }

  private static String reply(Interaction.Data command) {
    if (command == null || !"status".equals(command.name())) {
      return "I know /status and nothing else.";
    }
    return command.options() == null || command.options().isEmpty()
        ? "Which order?"
        : "Order " + command.options().get(0).value() + " is on its way.";
  }

  private HttpResponse answer(Map<String, ?> body) {
    return HttpResponse.of(200)
        .withHeader("content-type", "application/json")
        .withBody(json.write(body));
  }
}
