package dev.portolan.sandbox.azure.worker;

import java.util.Map;

/**
 * A call of a function ({@code InvocationRequest}).
 *
 * @param function the id of the function
 * @param id of this invocation
 * @param traceParent as W3C writes it; empty for none
 * @param traceState as W3C writes it; empty for none
 * @param retries how often the host has tried it before
 * @param mostRetries how often the host would try it again
 * @param inputs by the names of their bindings
 * @param metadata what the trigger tells beside its value
 */
public record Invocation(
    String function,
    String id,
    String traceParent,
    String traceState,
    int retries,
    int mostRetries,
    Map<String, Datum> inputs,
    Map<String, Datum> metadata) {}
