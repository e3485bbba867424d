package com.example.hello

import dev.portolan.Context
import dev.portolan.Http
import dev.portolan.PortableFunction

/** Whom to greet; what a request leaves out is as the declaration says. */
data class Name(val name: String = "world", val title: String? = null, val times: Int = 1)

data class Greeting(val greeting: String, val isFormal: Boolean)

/** Greets whoever calls it, by name. */
@Http(path = "/hello", access = Http.Access.PUBLIC)
class Hello : PortableFunction<Name, Greeting> {
  override fun handle(input: Name, context: Context): Greeting {
    require(input.times in 1..3) { "one greeting to three" }
    val name = listOfNotNull(input.title, input.name).joinToString(" ")
    return Greeting("Hello, ".repeat(input.times) + "$name!", input.title != null)
  }
}
