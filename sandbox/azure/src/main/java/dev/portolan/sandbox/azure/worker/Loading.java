package dev.portolan.sandbox.azure.worker;

import java.util.Map;

/**
 * A function that the worker is told to load ({@code FunctionLoadRequest}).
 *
 * @param id by which it is called
 * @param name the name of its folder
 * @param entryPoint class and method
 * @param scriptFile the whole path of its jar
 * @param bindings the direction of each binding, {@code in} or {@code out}, by name
 */
public record Loading(
    String id, String name, String entryPoint, String scriptFile, Map<String, String> bindings) {}
