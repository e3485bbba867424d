package dev.portolan.sandbox.aws.logs;

/** One line of a log. Times in milliseconds since 1970. */
public record LogEvent(String stream, long timestamp, long ingestionTime, String message) {}
