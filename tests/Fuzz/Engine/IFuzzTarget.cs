namespace Fuzz.Engine;

/// <summary>A part of the library that reads bytes from outside, together with the oracle that judges it.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Whether the inputs are JSON, so that whole values are exchanged, too.</summary>
    bool IsJson { get; }

    /// <summary>The inputs that mutation begins with.</summary>
    IEnumerable<byte[]> Samples { get; }

    /// <summary>What is put into inputs: the words of the format and the values at its limits.</summary>
    IReadOnlyList<byte[]> Words { get; }

    /// <summary>An input made from nothing, or null where the target has only samples.</summary>
    byte[]? Make(Random random);

    /// <summary>Runs one input.</summary>
    /// <returns>What came out, in a few words. An input with an outcome that was not seen before is kept for mutation.</returns>
    /// <exception cref="Exception">Every exception is a fault.</exception>
    string Run(byte[] input);
}
