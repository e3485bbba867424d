/** The Kafka that functions take from, and how their hosts take from it. */
package dev.portolan.sandbox.azure.kafka;
