/**
 * What every embedded cloud stands on: requests as values, fault points, the log of calls, state
 * that outlives a run, HTTP on loopback, child processes, ports that are kept.
 *
 * <p>Holds no vendor's behaviour. A cloud is a {@link dev.portolan.sandbox.WireHandler}: reached in
 * process, or through a {@link dev.portolan.sandbox.LoopbackServer}, with equal answers.
 */
package dev.portolan.sandbox;
