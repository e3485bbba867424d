package com.example.hello;

import dev.portolan.test.PortolanTest;
import dev.portolan.test.Replay;
import dev.portolan.test.Request;

final class HelloTest {
  @PortolanTest
  void greetsByName(Replay<Hello> hello) {
    hello
        .call(Request.post("/hello").json("{\"name\": \"Ada\"}"))
        .assertStatus(200)
        .assertJson("{\"greeting\": \"Hello, Ada!\"}");
  }

  @PortolanTest
  void greetsTheWorldWithoutAName(Replay<Hello> hello) {
    hello
        .call(Request.get("/hello"))
        .assertStatus(200)
        .assertHeader("content-type", "application/json")
        .assertJson("{\"greeting\": \"Hello, world!\"}");
  }
}
