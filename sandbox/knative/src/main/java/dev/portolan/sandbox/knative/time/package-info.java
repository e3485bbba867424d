/** Times as Go and cron write them. */
package dev.portolan.sandbox.knative.time;
