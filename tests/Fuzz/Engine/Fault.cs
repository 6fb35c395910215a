namespace Fuzz.Engine;

/// <summary>An input for which the library and the oracle have different results, or which ended the process.</summary>
internal sealed record Fault(string Description, long Execution, byte[] Input);
