/** An application of Spring Cloud Function to be measured; nothing here measures. */
package dev.portolan.benchmarks.spring;
