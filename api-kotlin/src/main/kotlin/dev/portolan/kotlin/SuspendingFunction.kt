package dev.portolan.kotlin

import dev.portolan.Context
import dev.portolan.PortableFunction
import kotlinx.coroutines.runBlocking

/**
 * A portable function that suspends.
 *
 * It is one in all else: its annotations say what calls it, its types choose the binding, one object
 * serves all invocations. What it throws means what it means there, thrown from any of its
 * coroutines. `Unit` and `null` are answers without content.
 *
 * An invocation keeps its thread while it is suspended, as one that blocks does: the platforms
 * give each its own. What it gains is that it may do several things at once, in order, and call
 * what suspends.
 *
 * @param I what the function takes; `Void?` for nothing
 * @param O what the function answers
 */
public interface SuspendingFunction<I, O> : PortableFunction<I, O> {

  /**
   * Handles one invocation, on the thread of the invocation where it chooses no other dispatcher.
   *
   * The answer is sent when this has returned and all coroutines have ended that were started in
   * its scope, by `coroutineScope` say. When the deadline passes they are cancelled; what blocks
   * instead of suspending is interrupted on the invocation's thread alone, elsewhere by
   * `runInterruptible`. What is started in another scope, such as `GlobalScope`, nobody waits for,
   * and nobody cancels.
   */
  public suspend fun serve(input: I, context: Context): O

  /** Runs [serve], and waits for it and its coroutines. */
  override fun handle(input: I, context: Context): O = runBlocking { serve(input, context) }
}
