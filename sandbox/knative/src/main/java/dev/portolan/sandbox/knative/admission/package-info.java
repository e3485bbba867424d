/** What the admission webhooks of Knative fill in and refuse. */
package dev.portolan.sandbox.knative.admission;
