/**
 * What of a project's class files keeps it from running anywhere: how it is read, what it reaches,
 * and what each provider says ties code to it. Loads none of the project's classes.
 */
package dev.portolan.deploy.portability;
