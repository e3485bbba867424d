package com.example.hello

import dev.portolan.test.{PortolanTest, Replay, Request}

class HelloTest:
  @PortolanTest
  def greetsByName(hello: Replay[Hello]): Unit =
    hello
      .call(Request.post("/hello").json("""{"name": "Ada", "title": "Lady", "times": 2}"""))
      .assertStatus(200)
      .assertJson("""{"greeting": "Hello, Hello, Lady Ada!", "isFormal": true}""")

  @PortolanTest
  def takesFromTheDeclarationWhatARequestLeavesOut(hello: Replay[Hello]): Unit =
    hello
      .call(Request.get("/hello"))
      .assertStatus(200)
      .assertJson("""{"greeting": "Hello, world!", "isFormal": false}""")
