package com.example.hello

import dev.portolan.test.PortolanTest
import dev.portolan.test.Replay
import dev.portolan.test.Request

class GreetingsTest {
  @PortolanTest
  fun `greets all in order`(greetings: Replay<Greetings>) {
    greetings
        .call(Request.get("/greetings?names=Ada&names=Grace"))
        .assertStatus(200)
        .assertJson("""["Hello, Ada!", "Hello, Grace!"]""")
  }
}
