package dev.portolan.kotlin

import dev.portolan.Context
import dev.portolan.FunctionException
import dev.portolan.Http
import dev.portolan.Queue
import dev.portolan.Reject
import dev.portolan.Retry
import dev.portolan.test.PortolanTest
import dev.portolan.test.Replay
import dev.portolan.test.Request
import dev.portolan.test.TestEvent
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue

data class Names(val names: List<String>, val greeting: String = "Hello")

/** Does several things at once, here and on other threads. */
@Http(path = "/greet", access = Http.Access.PUBLIC)
class Greet : SuspendingFunction<Names, List<String>> {
  override suspend fun serve(input: Names, context: Context): List<String> = coroutineScope {
    val greeted =
        input.names.mapIndexed { i, name ->
          async(if (i % 2 == 0) Dispatchers.Default else coroutineContext) {
            yield()
            "${input.greeting}, $name!"
          }
        }
    greeted.awaitAll()
  }
}

/** Answers what a coroutine has done that it did not wait for by itself. */
@Http(path = "/launch", access = Http.Access.PUBLIC)
class Launching : SuspendingFunction<Void?, IntArray> {
  override suspend fun serve(input: Void?, context: Context): IntArray {
    val done = IntArray(1)
    coroutineScope { launch(Dispatchers.Default) { repeat(1000) { yield() }.also { done[0] = 1 } } }
    return done
  }
}

/** Waits for what never comes, in two coroutines on two threads. */
@Http(path = "/wait", access = Http.Access.PUBLIC)
class Waiting : SuspendingFunction<Void?, String> {
  override suspend fun serve(input: Void?, context: Context): String = coroutineScope {
    val ends = ends
    try {
      launch(Dispatchers.IO) {
        try {
          awaitCancellation()
        } finally {
          ends.countDown()
        }
      }
      awaitCancellation()
    } finally {
      ends.countDown()
    }
  }

  companion object {
    @Volatile var ends = CountDownLatch(2)
  }
}

@Http(path = "/nothing", access = Http.Access.PUBLIC)
class Nothing : SuspendingFunction<Void?, Unit> {
  override suspend fun serve(input: Void?, context: Context) = yield()
}

@Http(path = "/null", access = Http.Access.PUBLIC)
class Null : SuspendingFunction<Void?, String?> {
  override suspend fun serve(input: Void?, context: Context): String? = null
}

/** Throws what its message says, from a coroutine on another thread. */
@Http(path = "/fail", access = Http.Access.PUBLIC)
@Queue("failing")
class Failing : SuspendingFunction<Failing.What, Unit> {
  data class What(val what: String)

  override suspend fun serve(input: What, context: Context): Unit =
      withContext(Dispatchers.Default) {
        yield()
        throw when (input.what) {
          "reject" -> Reject("no")
          "retry" -> Retry("later", Duration.ofSeconds(7), null)
          "teapot" -> FunctionException(418, "teapot", "I am a teapot")
          else -> IllegalStateException("secret")
        }
      }
}

class SuspendingFunctionTest {
  @PortolanTest
  fun `answers what several coroutines made`(greet: Replay<Greet>) {
    greet
        .call(Request.get("/greet?names=Ada&names=Grace&names=Mary"))
        .assertStatus(200)
        .assertJson("""["Hello, Ada!", "Hello, Grace!", "Hello, Mary!"]""")
  }

  @PortolanTest
  fun `answers when the coroutines in its scope have ended`(launching: Replay<Launching>) {
    launching.call(Request.get("/launch")).assertStatus(200).assertJson("[1]")
  }

  @PortolanTest
  fun `is cancelled at its deadline with all that it started`(waiting: Replay<Waiting>) {
    val ends = CountDownLatch(2)
    Waiting.ends = ends
    waiting.withTimeLeft(Duration.ofMillis(300)).call(Request.get("/wait")).assertStatus(504)
    assertTrue(ends.await(30, TimeUnit.SECONDS), "two coroutines were cancelled")
    assertEquals(0, ends.count)
  }

  @PortolanTest
  fun `says nothing by Unit and by null`(nothing: Replay<Nothing>, none: Replay<Null>) {
    nothing.call(Request.get("/nothing")).assertStatus(204).assertEmpty()
    none.call(Request.get("/null")).assertStatus(204).assertEmpty()
  }

  @PortolanTest
  fun `what it throws means what it means anywhere`(failing: Replay<Failing>) {
    val post = Request.post("/fail")
    failing.call(post.json("""{"what": "reject"}""")).assertStatus(400)
    failing
        .call(post.json("""{"what": "retry"}"""))
        .assertStatus(503)
        .assertHeader("retry-after", "7")
    val teapot = failing.call(post.json("""{"what": "teapot"}""")).assertStatus(418)
    assertTrue(teapot.text().contains("I am a teapot"), teapot.text())
    val internal = failing.call(post.json("""{"what": "anything"}""")).assertStatus(500)
    assertTrue(!internal.text().contains("secret"), internal.text())
    failing.deliver(TestEvent.queued("failing").json("""{"what": "reject"}""")).assertRefused()
    failing.deliver(TestEvent.queued("failing").json("""{"what": "retry"}""")).assertComesAgain()
  }
}
