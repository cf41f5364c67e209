package io.github.cphshare.simulator;

/** Carries out the requests of one route. */
interface Handler {
    /** The answer, or the refusal of the request as a whole. */
    Answer handle(Request request) throws Refusal;
}
