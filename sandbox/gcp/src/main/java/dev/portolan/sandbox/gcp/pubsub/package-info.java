/** Cloud Pub/Sub: topics, and what waits to be delivered. */
package dev.portolan.sandbox.gcp.pubsub;
