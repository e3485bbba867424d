/**
 * What takes from queues, streams and Kafka and calls functions with it, as Lambda's own pollers
 * do.
 */
package dev.portolan.sandbox.aws.polling;
