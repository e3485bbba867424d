/** What brings functions their events: a clock that all sources of events go by. */
package dev.portolan.sandbox.aws.events;
