package com.example.hello

import dev.portolan.test.{PortolanTest, Replay, Request}

class FarewellTest:
  @PortolanTest
  def takesLeaveOfAll(farewell: Replay[Farewell.type]): Unit =
    farewell
      .call(Request.post("/farewell").json("""{"names": ["Ada", "Grace"], "tone": "Cool"}"""))
      .assertStatus(200)
      .assertJson("""["Bye, Ada.", "Bye, Grace."]""")

  @PortolanTest
  def ofTheWorldIfNobodyIsNamed(farewell: Replay[Farewell.type]): Unit =
    farewell.call(Request.get("/farewell")).assertJson("""["Goodbye, world!"]""")
