package dev.portolan.kotlin

import dev.portolan.Context
import dev.portolan.Function
import dev.portolan.Http
import dev.portolan.PortableFunction
import dev.portolan.Queue
import dev.portolan.codec.CodecException
import dev.portolan.codec.JsonCodec
import dev.portolan.codec.TypeNames
import dev.portolan.deploy.describe.Description
import dev.portolan.deploy.model.Bundle
import dev.portolan.test.PortolanTest
import dev.portolan.test.Replay
import dev.portolan.test.Request
import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

enum class Size { SMALL, LARGE }

data class Order(
    val id: Int,
    val isGift: Boolean,
    val size: Size = Size.SMALL,
    val count: Long = 3,
    val ratio: Double = 0.5,
    val URL: String? = null,
    val tags: List<String> = listOf("new"),
    var note: String = "none",
)

data class Page<T>(val items: List<T>, val next: T? = null)

data class Wide(
    val a01: Int = 1, val a02: Int = 2, val a03: Int = 3, val a04: Int = 4, val a05: Int = 5,
    val a06: Int = 6, val a07: Int = 7, val a08: Int = 8, val a09: Int = 9, val a10: Int = 10,
    val a11: Int = 11, val a12: Int = 12, val a13: Int = 13, val a14: Int = 14, val a15: Int = 15,
    val a16: Int = 16, val a17: Int = 17, val a18: Int = 18, val a19: Int = 19, val a20: Int = 20,
    val a21: Int = 21, val a22: Int = 22, val a23: Int = 23, val a24: Int = 24, val a25: Int = 25,
    val a26: Int = 26, val a27: Int = 27, val a28: Int = 28, val a29: Int = 29, val a30: Int = 30,
    val a31: Int = 31, val a32: Int = 32, val a33: Int = 33, val a34: Int = 34,
)

class Account(val id: String, internal val level: Int = 1) {
  var name: String = "nobody"

  constructor(id: Int) : this(id.toString(), 2)
}

@JvmRecord data class Point(val x: Int, val y: Int = 0)

@Http(path = "/only", access = Http.Access.PUBLIC)
@Queue("only")
object Only : PortableFunction<Order, Order> {
  override fun handle(input: Order, context: Context): Order = input.copy(id = input.id + 1)
}

@Function class OfUnsigned : PortableFunction<OfUnsigned.Unsigned, String> {
  data class Unsigned(val number: UInt)

  override fun handle(input: Unsigned, context: Context) = "${input.number}"
}

@Function class OfUnit : PortableFunction<Unit, String> {
  override fun handle(input: Unit, context: Context) = "done"
}

@Function class OfPair : PortableFunction<Pair<String, Int>, String> {
  override fun handle(input: Pair<String, Int>, context: Context) = input.first
}

@Function class OfSealed : PortableFunction<OfSealed.Shape, String> {
  sealed class Shape {
    data class Circle(val radius: Int) : Shape()
  }

  override fun handle(input: Shape, context: Context) = "$input"
}

@Function class AnswersUnsigned : PortableFunction<Void, OfUnsigned.Unsigned> {
  override fun handle(input: Void?, context: Context) = OfUnsigned.Unsigned(1u)
}

@Function class OfNothing : PortableFunction<Void, OfNothing.Empty> {
  class Empty

  override fun handle(input: Void?, context: Context) = Empty()
}

class KotlinTypesTest {
  private val codec = JsonCodec()

  private inline fun <reified T> read(json: String): T =
      codec.read(json.toByteArray(), T::class.java) as T

  @Test
  fun `what a document lacks is as declared, or asked for`() {
    assertEquals(Order(7, true), read<Order>("""{"id": 7, "isGift": true}"""))
    assertEquals(
        Order(1, false, Size.LARGE, 0, 1.5, "/", listOf(), "x"),
        read<Order>(
            """{"id": 1, "isGift": false, "size": "LARGE", "count": 0, "ratio": 1.5, "URL": "/",
               "tags": [], "note": "x"}"""
        ),
    )
    val missing = assertThrows(CodecException::class.java) { read<Order>("""{"isGift": true}""") }
    assertEquals("Expected a whole number at /id", missing.message)
    assertThrows(CodecException::class.java) { read<Order>("""{"id": 7, "gift": true}""") }
    assertThrows(CodecException::class.java) { read<Order>("""{"id":7,"isGift":true,"note":null}""") }
    assertThrows(CodecException::class.java) { read<Order>("""{"id":7,"isGift":true,"count":null}""") }
  }

  @Test
  fun `what is written can be read again`() {
    val order = Order(7, true, URL = "/a", note = "x")
    val json = String(codec.write(order))
    assertTrue(json.contains("\"isGift\":true"), json)
    assertTrue(json.contains("\"URL\":\"/a\""), json)
    assertEquals(order, read<Order>(json))
    assertEquals(Point(3, 0), read<Point>("""{"x": 3, "y": 0}"""))
  }

  @Test
  fun `more than 32 defaults have a second mask`() {
    assertEquals(Wide(a32 = 0, a33 = 0), read<Wide>("""{"a32": 0, "a33": 0}"""))
    assertEquals(Wide(a01 = 0), read<Wide>("""{"a01": 0}"""))
  }

  @Test
  fun `type arguments reach the constructor`() {
    val type = TypeNames.find("dev.portolan.kotlin.Page<dev.portolan.kotlin.Point>", javaClass.classLoader)
    val page = codec.read("""{"items": [{"x": 1, "y": 2}]}""".toByteArray(), type)
    assertEquals(Page(listOf(Point(1, 2))), page)
  }

  @Test
  fun `a property beside the constructor is set after it`() {
    val account = read<Account>("""{"id": "7", "level": 3, "name": "Ada"}""")
    assertEquals("Ada", account.name)
    assertEquals("""{"id":"7","level":3,"name":"Ada"}""", String(codec.write(account)))
  }

  @PortolanTest
  fun `an object is served`(only: Replay<Only>) {
    only
        .call(Request.post("/only").json("""{"id": 1, "isGift": false}"""))
        .assertStatus(200)
        .assertJson(
            """{"id": 2, "isGift": false, "size": "SMALL", "count": 3, "ratio": 0.5, "URL": null,
               "tags": ["new"], "note": "none"}"""
        )
  }

  @Test
  fun `what JSON cannot say is refused by the build`(@TempDir directory: Path) {
    val told = problems(directory, "OfUnsigned", "AnswersUnsigned", "OfUnit", "OfPair", "OfSealed", "OfNothing")
    fun about(function: String) = told.singleOrNull { it.contains(".$function (") } ?: "$told"
    assertTrue(about("OfUnsigned").contains("takes no value class"), "$told")
    assertTrue(about("AnswersUnsigned").contains("takes no value class"), "$told")
    assertTrue(about("OfUnit").contains("take Void"), "$told")
    assertTrue(about("OfPair").contains("make a data class of your own"), "$told")
    assertTrue(about("OfSealed").contains("Shape, which is abstract"), "$told")
    assertTrue(about("OfNothing").contains("has no properties"), "$told")
  }

  /** What a build says of a project with these classes alone, and what stands in them. */
  private fun problems(directory: Path, vararg functions: String): List<String> {
    val classes = Path.of(javaClass.protectionDomain.codeSource.location.toURI())
    val target = Files.createDirectories(directory.resolve("dev/portolan/kotlin"))
    Files.list(classes.resolve("dev/portolan/kotlin")).use { files ->
      files
          .filter { file -> functions.any { file.fileName.toString().matches(Regex("$it[$.].*")) } }
          .forEach { Files.copy(it, target.resolve(it.fileName)) }
    }
    val jar = Path.of(Unit::class.java.protectionDomain.codeSource.location.toURI())
    val api = Path.of(PortableFunction::class.java.protectionDomain.codeSource.location.toURI())
    val libraries =
        listOf(jar, api).map { dev.portolan.deploy.model.Library.of("g", it.fileName.toString(), "1", it) }
    return Description.from(Bundle.of(directory, libraries)).problems().map { "$it" }
  }
}
