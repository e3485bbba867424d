package com.example.hello

import dev.portolan.{Context, Http, PortableFunction}
import scala.jdk.CollectionConverters.*

/** An enum to Java too. */
enum Tone extends java.lang.Enum[Tone]:
  case Warm, Cool

/** JSON is made of Java's collections and `Optional`, not of Scala's. */
case class Leaving(names: java.util.List[String] = java.util.List.of("world"), tone: Tone = Tone.Warm)

/** Takes leave of all, as an object. */
@Http(path = "/farewell", access = Http.Access.PUBLIC)
object Farewell extends PortableFunction[Leaving, java.util.List[String]], Polite:
  override def handle(input: Leaving, context: Context): java.util.List[String] =
    input.names.asScala.map(bow(_, input.tone)).asJava

/** What functions here have in common. */
trait Polite:
  def bow(name: String, tone: Tone): String = tone match
    case Tone.Warm => s"Goodbye, $name!"
    case Tone.Cool => s"Bye, $name."
