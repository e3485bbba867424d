package dev.portolan.benchmarks;

import java.nio.file.Path;
import java.util.Map;

/**
 * One function to measure, unpacked as Lambda unpacks it.
 *
 * @param name what it is called in the results
 * @param handler the handler's class
 * @param directory where its {@code lib} is
 * @param event what it is sent
 * @param environment further environment variables
 */
record Candidate(
    String name, String handler, Path directory, String event, Map<String, String> environment) {}
