package dev.portolan.provider.azure.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whom a token is about. */
class CallerTest {
  @Test
  @DisplayName("A person is told by the name that they log in with, an application by its id")
  void names() {
    assertEquals(
        Optional.of(new Caller("o1", "ada@example.com", true)),
        Caller.of(token("{\"oid\":\"o1\",\"upn\":\"ada@example.com\",\"appid\":\"a1\"}")));
    assertEquals(
        Optional.of(new Caller("o2", "a2", false)),
        Caller.of(token("{\"oid\":\"o2\",\"appid\":\"a2\",\"idtyp\":\"app\"}")));
    assertEquals(Optional.of(new Caller("o3", "o3", false)), Caller.of(token("{\"oid\":\"o3\"}")));
  }

  @Test
  @DisplayName("What is no such token tells of nobody")
  void none() {
    assertEquals(Optional.empty(), Caller.of("opaque"));
    assertEquals(Optional.empty(), Caller.of("a.b.c"));
    assertEquals(Optional.empty(), Caller.of(token("{\"sub\":\"x\"}")));
  }

  private static String token(String claims) {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return "e30." + encoded + ".sig";
  }
}
