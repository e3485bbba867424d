package dev.portolan.sandbox.azure.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class RequestPathTest {
  private static String told(String raw) {
    return RequestPath.encoded(RequestPath.decoded(raw));
  }

  @Test
  void whatIsPlainStaysAsItIs() {
    for (String path :
        new String[] {
          "/", "/a/b", "//a", "/a//", "/a:b@c,d;e=f+g", "/a%20b", "/gr%C3%BC", "/a%2Fb"
        }) {
      assertEquals(path, told(path));
    }
  }

  @Test
  void whatNeedNotBeEncodedIsNot() {
    assertEquals("/ab", told("/%61b"));
    assertEquals("/gr%C3%BC", told("/gr%c3%bc"));
    assertEquals("/a%25", told("/a%25"));
    assertEquals("/a%25zz", told("/a%25zz"));
  }

  @Test
  void whatIsEncodedTwiceIsOnceAfterwards() {
    assertEquals("/a%20", told("/a%2520"));
  }

  @Test
  void whatIsNoUtf8StaysEncoded() {
    assertEquals("/%FF", told("/%ff"));
  }

  @Test
  void dotsAreResolvedEncodedOnesToo() {
    assertEquals("/b", told("/a/../b"));
    assertEquals("/b", told("/a/%2e%2E/b"));
    assertEquals("/a/", told("/a/."));
    assertEquals("/", told("/a/.."));
    assertEquals("/a", told("/../../a"));
    assertEquals("/a/.b", told("/a/.b"));
  }

  @Test
  void aNulIsRefused() {
    assertNull(RequestPath.decoded("/a%00"));
  }
}
