package com.example.chat;

import dev.portolan.test.Answer;
import dev.portolan.test.PortolanTest;
import dev.portolan.test.Replay;
import dev.portolan.test.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;

/** A signature holds for bytes: whatever a platform changes of a body breaks it. */
class CommandReplayTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8032, 7.1, "TEST 1"; the public key to it is in the pom, where Surefire sets it. */
  private static final byte[] SECRET_KEY =
      HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

  private static final String TIME = "1790000000";

  private static Answer send(Replay<Command> command, String body, String signed)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, SECRET_KEY)));
    signature.update((TIME + signed).getBytes(StandardCharsets.UTF_8));
    return command.call(
        Request.post("/chat")
            .header("X-Signature-Timestamp", TIME)
            .header("X-Signature-Ed25519", HEX.formatHex(signature.sign()))
            .json(body));
  }

  @PortolanTest
  void answersWhatTheChatHasSigned(Replay<Command> command) throws GeneralSecurityException {
    String status =
        "{\"type\": 2,  \"data\": {\"name\": \"status\", \"options\":"
            + " [{\"name\": \"order\", \"value\": \"Gr\u00fc\u00dfe\"}]}}\n";
    send(command, status, status)
        .assertStatus(200)
        .assertJson(
            "{\"type\": 4, \"data\": {\"content\": \"Order Gr\u00fc\u00dfe is on its way.\"}}");
  }

  @PortolanTest
  void doesNotListenToAnybodyElse(Replay<Command> command) throws GeneralSecurityException {
    send(command, "{\"type\": 2}", "{\"type\": 1}").assertStatus(401);
    command.call(Request.post("/chat").json("{\"type\": 1}")).assertStatus(401);
  }
}
