package com.example.hello

import dev.portolan.{Context, Http, PortableFunction}

/** Whom to greet; what a request leaves out is as the declaration says. */
case class Name(name: String = "world", title: String = null, times: Int = 1)

case class Greeting(greeting: String, isFormal: Boolean)

/** Greets whoever calls it, by name. */
@Http(path = "/hello", access = Http.Access.PUBLIC)
class Hello extends PortableFunction[Name, Greeting]:
  override def handle(input: Name, context: Context): Greeting =
    require(1 to 3 contains input.times, "one greeting to three")
    val name = Seq(input.title, input.name).filter(_ != null).mkString(" ")
    Greeting("Hello, " * input.times + s"$name!", input.title != null)
