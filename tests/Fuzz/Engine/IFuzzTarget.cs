namespace Fuzz.Engine;

/// <summary>A part of the library that reads external bytes, and the oracle that checks it.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Whether the inputs are JSON, so that mutations also replace whole values.</summary>
    bool IsJson { get; }

    /// <summary>The inputs with which mutation begins.</summary>
    IEnumerable<byte[]> Samples { get; }

    /// <summary>The bytes that mutations insert: tokens of the format, and values at its limits.</summary>
    IReadOnlyList<byte[]> Tokens { get; }

    /// <summary>Generates an input; null if the target has only samples.</summary>
    byte[]? Generate(Random random);

    /// <summary>Runs one input.</summary>
    /// <returns>A short description of the outcome. An input with a new outcome is kept for mutation.</returns>
    /// <exception cref="Exception">Every exception is a fault.</exception>
    string Run(byte[] input);
}
