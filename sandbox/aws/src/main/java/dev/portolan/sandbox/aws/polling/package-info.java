/** What takes from queues and streams and calls functions with it, as Lambda's own pollers do. */
package dev.portolan.sandbox.aws.polling;
