package com.example.hello

import dev.portolan.Context
import dev.portolan.Http
import dev.portolan.kotlin.SuspendingFunction
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay

data class Names(val names: List<String> = listOf("world"))

/** Greets all at once, however long each takes. */
@Http(path = "/greetings", methods = ["GET"], access = Http.Access.PUBLIC)
class Greetings : SuspendingFunction<Names, List<String>> {
  override suspend fun serve(input: Names, context: Context): List<String> = coroutineScope {
    input.names.map { name -> async { greet(name) } }.awaitAll()
  }

  /** As long as it takes to ask somebody else. */
  private suspend fun greet(name: String): String {
    delay(20)
    return "Hello, $name!"
  }
}
