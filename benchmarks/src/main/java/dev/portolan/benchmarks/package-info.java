/** Measures what a function costs here beside the bare platform; run by hand, see RESULTS.md. */
package dev.portolan.benchmarks;
