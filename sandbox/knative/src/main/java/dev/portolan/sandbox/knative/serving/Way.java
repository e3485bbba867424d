package dev.portolan.sandbox.knative.serving;

/**
 * Where a request goes.
 *
 * @param status 200, or the status with which it is refused
 * @param port of the pod that takes it; 0 if none does
 */
public record Way(int status, int port) {}
