package com.example.hello

import dev.portolan.test.PortolanTest
import dev.portolan.test.Replay
import dev.portolan.test.Request

class HelloTest {
  @PortolanTest
  fun `greets by name`(hello: Replay<Hello>) {
    hello
        .call(Request.post("/hello").json("""{"name": "Ada", "title": "Lady", "times": 2}"""))
        .assertStatus(200)
        .assertJson("""{"greeting": "Hello, Hello, Lady Ada!", "isFormal": true}""")
  }

  @PortolanTest
  fun `takes from the declaration what a request leaves out`(hello: Replay<Hello>) {
    hello
        .call(Request.get("/hello"))
        .assertStatus(200)
        .assertJson("""{"greeting": "Hello, world!", "isFormal": false}""")
  }

  @PortolanTest
  fun `refuses null where the type does not have it`(hello: Replay<Hello>) {
    hello.call(Request.post("/hello").json("""{"name": null}""")).assertStatus(400)
  }
}
