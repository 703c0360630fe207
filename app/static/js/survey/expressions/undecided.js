// Thrown where the decision is left to the server.
export class Undecided extends Error {}
