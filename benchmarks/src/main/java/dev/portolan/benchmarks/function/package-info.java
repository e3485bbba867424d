/** The same small function, written for Portolan and for the bare platform. */
package dev.portolan.benchmarks.function;
