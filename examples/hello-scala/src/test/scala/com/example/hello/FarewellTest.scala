package com.example.hello

import dev.portolan.test.{PortolanTest, Replay, Request}

class FarewellTest:
  @PortolanTest
  def takesLeaveOfAll(farewell: Replay[Farewell.type]): Unit =
    farewell
      .call(Request.post("/farewell").json("""{"names": ["Ada", "Grace"]}"""))
      .assertStatus(200)
      .assertJson("""["Goodbye, Ada!", "Goodbye, Grace!"]""")

  @PortolanTest
  def ofTheWorldIfNobodyIsNamed(farewell: Replay[Farewell.type]): Unit =
    farewell.call(Request.get("/farewell")).assertJson("""["Goodbye, world!"]""")
