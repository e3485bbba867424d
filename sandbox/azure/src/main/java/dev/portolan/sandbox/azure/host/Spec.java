package dev.portolan.sandbox.azure.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An app that shall run.
 *
 * @param folder what was published, unpacked; nothing is written there
 * @param environment the app settings
 * @param port where to listen; a free one if it is taken, or 0
 * @param javaHome of the Java that runs the functions
 * @param lines hears what host, worker and functions log, from several threads
 * @param keys what callers need
 * @param timeout how long an invocation may take; {@code null} for what {@code host.json} says
 */
public record Spec(
    Path folder,
    Map<String, String> environment,
    int port,
    Path javaHome,
    Consumer<String> lines,
    Keys keys,
    Duration timeout) {}
