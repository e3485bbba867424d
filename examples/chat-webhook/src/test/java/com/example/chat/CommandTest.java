package com.example.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
  private static final String TIME = "1790000000";

  private KeyPair keys;
  private Command command;

  @BeforeEach
  void keys() throws Exception {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = keys.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    command = new Command(HexFormat.of().formatHex(raw));
  }

  private HttpResponse send(String body, String signature) {
    HttpRequest request =
        HttpRequest.of("POST", "/chat")
            .withHeader("x-signature-timestamp", TIME)
            .withHeader("x-signature-ed25519", signature)
            .withBody(body.getBytes(StandardCharsets.UTF_8));
    return command.handle(request, null);
  }

  private String sign(String body) throws Exception {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update((TIME + body).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(signature.sign());
  }

  private String reply(String body) throws Exception {
    HttpResponse response = send(body, sign(body));
    assertEquals(200, response.status());
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void answersTheChatsOwnQuestion() throws Exception {
    assertEquals("{\"type\":1}", reply("{\"type\":1}"));
  }

  @Test
  void answersACommand() throws Exception {
    String body =
        "{\"type\":2,\"data\":{\"name\":\"status\",\"options\":[{\"name\":\"order\",\"value\":\"4711\"}]}}";
    assertEquals(true, reply(body).contains("\"content\":\"Order 4711 is on its way.\""));
    assertEquals(true, reply("{\"type\":2,\"data\":{\"name\":\"status\"}}").contains("Which order"));
    assertEquals(true, reply("{\"type\":2}").contains("I know /status"));
  }

  @Test
  void whatIsSignedAndNoInteractionIsRefused() throws Exception {
    assertEquals(400, send("[]", sign("[]")).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zz", "00", "nothing"})
  void whatTheChatDidNotSignIsNotListenedTo(String signature) {
    assertEquals(401, send("{\"type\":1}", signature).status());
  }

  @Test
  void aSignatureOfAnotherBodyIsNone() throws Exception {
    assertEquals(401, send("{\"type\":2}", sign("{\"type\":1}")).status());
  }

  @Test
  void withoutItsKeyItDoesNotStart() {
    assertThrows(IllegalStateException.class, () -> new Command(null));
    assertThrows(IllegalStateException.class, () -> new Command("00"));
  }
}
