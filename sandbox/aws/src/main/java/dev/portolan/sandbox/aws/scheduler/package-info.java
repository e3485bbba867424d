/** EventBridge Scheduler: groups and the schedules in them, and what makes them tick. */
package dev.portolan.sandbox.aws.scheduler;
