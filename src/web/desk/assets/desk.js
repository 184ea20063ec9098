/** Makes the desk live. */
export {};
