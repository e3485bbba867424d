/**
 * Kafka as far as a mapping needs one: topics that are written to by hand, and where groups are.
 */
package dev.portolan.sandbox.aws.kafka;
